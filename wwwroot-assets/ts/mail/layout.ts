/** Whether a message fills the place of the list: on a phone, or as the person wants it. */
export const narrow = window.matchMedia("(max-width: 799px)");

export const readsAlone = (): boolean => narrow.matches || document.querySelector("#mail-app.pane-off") !== null;
