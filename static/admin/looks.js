// The owner's form for the look: pickers beside typed colours, colours that suit the look, and what becomes of them.

const COLOURS = ["brand", "second", "paper"];
const WAIT = 300; // milliseconds of quiet before the remarks are asked for

const fieldOf = (name) => document.querySelector(`[name="${name}"]`);

/** Set a field as if it had been typed, so that Wagtail's preview follows. */
function fill(name, value) {
  const field = fieldOf(name);
  if (!field) return;
  field.value = value ?? "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

function joinPickers() {
  for (const group of document.querySelectorAll("[data-look-colour]")) {
    const typed = group.querySelector("input:not([type=color])");
    const picker = group.querySelector("[type=color]");
    const follow = () => {
      if (/^#[0-9a-f]{6}$/i.test(typed.value)) picker.value = typed.value.toLowerCase();
      group.classList.toggle("is-empty", !typed.value);
    };
    picker.addEventListener("input", () => fill(typed.name, picker.value));
    typed.addEventListener("input", follow);
    group.querySelector("[data-look-empty]").addEventListener("click", () => fill(typed.name, ""));
    follow();
  }
}

function offerPalettes() {
  const offered = document.querySelector("[data-look-palettes]");
  const theme = fieldOf("theme");
  if (!offered || !theme) return;
  const show = () => {
    for (const group of offered.children) group.hidden = group.dataset.forTheme !== theme.value;
  };
  offered.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-brand]");
    if (!chosen) return;
    fill("brand", chosen.dataset.brand);
    fill("second", chosen.dataset.second);
  });
  theme.addEventListener("change", show);
  show();
}

function sayWhatChanges() {
  const place = document.querySelector("[data-look-remarks]");
  if (!place) return;
  const list = place.querySelector("ul");
  let waiting = 0;
  let asked = "";
  const ask = async () => {
    const typed = new URLSearchParams(["theme", ...COLOURS].map((name) => [name, fieldOf(name)?.value ?? ""]));
    asked = typed.toString();
    const answer = await fetch(`${place.dataset.lookRemarks}?${asked}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || asked !== typed.toString()) return;
    const { remarks } = await answer.json();
    list.replaceChildren(...remarks.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  };
  for (const name of ["theme", ...COLOURS]) fieldOf(name)?.addEventListener("input", soon);
  fieldOf("theme")?.addEventListener("change", soon);
  soon();
}

function offerTheLookBefore() {
  const button = document.querySelector("[data-look-back]");
  const before = document.getElementById("look-before");
  if (!button || !before) return;
  button.addEventListener("click", () => {
    for (const [name, value] of Object.entries(JSON.parse(before.textContent))) fill(name, value);
  });
}

/** The preview stands beside the form from the beginning, where there is room for both. */
function openPreview() {
  const toggle = document.querySelector('[data-side-panel-toggle="preview"]');
  const isOpen = toggle?.getAttribute("aria-expanded") === "true";
  if (toggle && !isOpen && matchMedia("(min-width: 75rem)").matches) toggle.click();
}

function begin() {
  joinPickers();
  offerPalettes();
  sayWhatChanges();
  offerTheLookBefore();
  addEventListener("load", openPreview);
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
