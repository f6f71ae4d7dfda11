// The queue of comments by keyboard: n goes to the next one, a approves, r rejects, s says spam. Buttons do the same.

const TYPING = "input:not([type=checkbox]), select, textarea, [contenteditable]";

function begin() {
  const cards = [...document.querySelectorAll("[data-comment-queue] [data-comment]")];
  const legend = document.querySelector("[data-comment-keys]");
  if (!cards.length || !legend) return;
  legend.hidden = false;
  let at = -1;

  const mark = (place) => {
    cards[at]?.classList.remove("is-current");
    at = Math.min(Math.max(place, 0), cards.length - 1);
    cards[at].classList.add("is-current");
  };
  const go = (place) => {
    mark(place);
    cards[at].focus();
  };
  // Whoever clicks or tabs into a comment goes on from there.
  cards.forEach((card, place) => card.addEventListener("focusin", () => mark(place)));

  // A summary (where somebody may be in danger) is opened and gone to; what it hides is pressed by whoever reads it.
  const press = (way) => {
    way?.click();
    if (way?.matches("summary")) way.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest(TYPING)) return;
    if (event.key === "n") go(at + 1);
    else if (event.key.length === 1 && "ars".includes(event.key)) press(cards[at].querySelector(`[data-key="${event.key}"]`));
    else return;
    event.preventDefault();
  });
  mark(0);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
