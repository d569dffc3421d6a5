/** The drawer with the folders, menus, and one tab stop for each toolbar and tree. All of it without the circuit. */

const root = document.documentElement;

export const isDrawerOpen = (): boolean => root.dataset["drawer"] === "open";

export function closeDrawer(): void {
  if (!isDrawerOpen()) return;
  delete root.dataset["drawer"];
  const button = document.querySelector<HTMLElement>("[data-drawer]");
  button?.setAttribute("aria-expanded", "false");
  button?.focus({ preventScroll: true });
}

function openDrawer(button: Element): void {
  root.dataset["drawer"] = "open";
  button.setAttribute("aria-expanded", "true");
  document.querySelector<HTMLElement>('#folders [role="treeitem"][tabindex="0"]')?.focus({ preventScroll: true });
}

const buttonOf = (menu: Element): HTMLElement | null => document.querySelector(`[data-menu="${CSS.escape(menu.id)}"]`);
const items = (menu: Element): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]')];

/** True when one was open. */
export function closeMenus(except?: Element): boolean {
  const open = [...document.querySelectorAll<HTMLElement>('[role="menu"]:not([hidden])')].filter((menu) => menu !== except);
  for (const menu of open) {
    const hadFocus = menu.contains(document.activeElement);
    menu.hidden = true;
    const button = buttonOf(menu);
    button?.setAttribute("aria-expanded", "false");
    if (hadFocus) button?.focus({ preventScroll: true });
  }
  return open.length > 0;
}

/** False when there is no such menu on the screen. */
export function openMenu(id: string): boolean {
  const menu = document.getElementById(id);
  if (!menu) return false;
  closeMenus(menu);
  menu.hidden = false;
  buttonOf(menu)?.setAttribute("aria-expanded", "true");
  items(menu)[0]?.focus();
  return true;
}

function clicked(event: MouseEvent): void {
  const target = event.target instanceof Element ? event.target : null;
  if (!target) return;
  const menuButton = target.closest<HTMLElement>("[data-menu]");
  const menu = target.closest('[role="menu"]');
  if (menuButton) {
    const id = menuButton.dataset["menu"] ?? "";
    if (document.getElementById(id)?.hidden === false) closeMenus();
    else openMenu(id);
    return;
  }
  // After the click has reached whoever listens to the item.
  if (menu && target.closest('[role^="menuitem"]')) setTimeout(() => closeMenus());
  else if (!menu) closeMenus();
  const drawerButton = target.closest("[data-drawer]");
  if (drawerButton) {
    if (isDrawerOpen()) closeDrawer();
    else openDrawer(drawerButton);
  } else if (target.closest("[data-drawer-close], [data-folder-link]")) {
    closeDrawer();
  }
}

function step(event: KeyboardEvent, all: HTMLElement[], previous: string, next: string): void {
  const current = all.indexOf(document.activeElement as HTMLElement);
  const to: Record<string, number> = { [next]: (current + 1) % all.length, [previous]: (current - 1 + all.length) % all.length, Home: 0, End: all.length - 1 };
  const index = to[event.key];
  const item = index === undefined ? undefined : all[index];
  if (!item) return;
  event.preventDefault();
  for (const other of all) other.tabIndex = other === item ? 0 : -1;
  item.focus();
}

function pressed(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;
  const menu = event.target.closest('[role="menu"]');
  if (menu) {
    if (event.key === "Escape" || event.key === "Tab") {
      closeMenus();
      if (event.key === "Escape") event.preventDefault();
    } else step(event, items(menu), "ArrowUp", "ArrowDown");
    return;
  }
  const group = event.target.closest<HTMLElement>("[data-roving]");
  if (!group) return;
  if (group.dataset["roving"] === "horizontal") {
    step(event, [...group.querySelectorAll<HTMLElement>("button")].filter((button) => button.offsetParent !== null && !button.closest('[role="menu"]')), "ArrowLeft", "ArrowRight");
    return;
  }
  const item = event.target.closest<HTMLElement>('[role="treeitem"]');
  const expanded = item?.getAttribute("aria-expanded");
  if (item && expanded && ((event.key === "ArrowRight" && expanded === "false") || (event.key === "ArrowLeft" && expanded === "true") || event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    item.click();
    return;
  }
  if (item && event.key === " ") {
    event.preventDefault();
    item.click();
    return;
  }
  if (item && event.key === "ArrowLeft") {
    event.preventDefault();
    parentOf(item)?.focus();
    return;
  }
  step(event, [...group.querySelectorAll<HTMLElement>('[role="treeitem"]')], "ArrowUp", "ArrowDown");
}

/** The tree is flat: the parent is the nearest item above with a lower level. */
function parentOf(item: HTMLElement): HTMLElement | null {
  const level = Number(item.getAttribute("aria-level"));
  for (let above = item.previousElementSibling; above instanceof HTMLElement; above = above.previousElementSibling) {
    if (Number(above.getAttribute("aria-level")) < level) return above;
  }
  return null;
}

export function startPanes(): void {
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
}
