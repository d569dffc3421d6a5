/** HTML that comes into the editor, pasted or from a draft: what mail can carry, nothing that acts. */
import DOMPurify from "dompurify";

const properties = [
  "background-color", "border", "border-bottom", "border-collapse", "border-left", "border-right", "border-spacing", "border-top", "color", "direction", "font-family", "font-size",
  "font-style", "font-weight", "height", "line-height", "list-style-type", "margin", "margin-bottom", "margin-left", "margin-right", "margin-top", "padding", "padding-bottom",
  "padding-left", "padding-right", "padding-top", "text-align", "text-decoration", "text-indent", "vertical-align", "white-space", "width",
];

export interface Pictures {
  url: (contentId: string) => string | null;
}

export function clean(html: string, pictures: Pictures): DocumentFragment {
  const purify = DOMPurify();
  purify.addHook("afterSanitizeAttributes", (node) => {
    const element = node as HTMLElement;
    if (element.hasAttribute("style")) restyle(element);
    if (element instanceof HTMLImageElement) place(element, pictures);
    if (element instanceof HTMLAnchorElement) for (const name of ["target", "rel", "download", "ping"]) element.removeAttribute(name);
  });
  const fragment = purify.sanitize(html, {
    RETURN_DOM_FRAGMENT: true,
    USE_PROFILES: { html: true },
    FORBID_TAGS: ["audio", "button", "canvas", "dialog", "fieldset", "form", "iframe", "input", "label", "map", "meter", "object", "option", "picture", "progress", "select", "source", "style", "textarea", "video"],
    FORBID_ATTR: ["accesskey", "autofocus", "class", "contenteditable", "draggable", "hidden", "id", "inert", "name", "popover", "srcset", "tabindex", "usemap"],
    // Our own mark of what is a signature; it does not leave.
    ADD_ATTR: ["data-signature"],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    // data: only for pictures, which the hook looks at; cid: are those of the message.
    ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|cid:|data:image\/(?:png|jpe?g|gif|webp);base64,|\/api\/drafts\/)/i,
  });
  // Google Docs wraps everything it copies into a bold that is not bold.
  for (const wrapper of fragment.querySelectorAll<HTMLElement>("b, strong")) {
    if (/^(?:normal|400)$/.test(wrapper.style.fontWeight)) wrapper.replaceWith(...wrapper.childNodes);
  }
  return fragment;
}

function restyle(element: HTMLElement): void {
  const kept = properties.filter((name) => element.style.getPropertyValue(name)).map((name) => `${name}:${element.style.getPropertyValue(name)}`).filter((rule) => !/url\(|expression|var\(/i.test(rule));
  if (kept.length > 0) element.setAttribute("style", kept.join(";"));
  else element.removeAttribute("style");
}

// A picture of another server would tell it that somebody writes, and is not shown here: its words stay.
function place(image: HTMLImageElement, pictures: Pictures): void {
  const source = image.getAttribute("src") ?? "";
  const contentId = /^cid:(.+)$/i.exec(source)?.[1];
  const url = contentId ? pictures.url(decodeURIComponent(contentId)) : null;
  if (contentId && url) {
    image.src = url;
    image.dataset["cid"] = decodeURIComponent(contentId);
  } else if (!source.startsWith("data:image/")) {
    image.replaceWith(image.alt);
  }
}
