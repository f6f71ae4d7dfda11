// Leaving at once. Without this script the control is a plain link to the same place.

const WITHIN = 2000; // milliseconds for three presses
const PRESSES = 3;
const TYPING = "input, textarea, select, [contenteditable]";

const way = document.querySelector("[data-quick-exit]");
let hasLeft = false;

/** Nothing is left to see at once, and Back does not lead here: the other page takes this one's place. */
function leave() {
  hasLeft = true;
  document.body.replaceChildren();
  location.replace(way.href);
}

/** Three presses of Shift alone. A press that belongs to another key, or to typing, counts for nothing. */
function listenForShift() {
  let presses = [];
  let isAlone = false;
  addEventListener("keydown", (event) => {
    const isShift = event.key === "Shift" && !(event.ctrlKey || event.altKey || event.metaKey);
    if (isShift && event.repeat) return;
    isAlone = isShift && !event.target.closest?.(TYPING);
    if (!isAlone) presses = [];
  }, true);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !isAlone) return;
    isAlone = false;
    presses = [...presses, event.timeStamp].filter((moment) => event.timeStamp - moment <= WITHIN);
    if (presses.length >= PRESSES) leave();
  }, true);
}

way.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
listenForShift();
way.querySelector("[data-quick-exit-key]").hidden = false;
// A browser that brings the page back as it stood leads on again.
addEventListener("pageshow", (event) => { if (event.persisted && hasLeft) leave(); });
