// The owner's form for an offer: what was pasted is answered at once, and fields that do not matter now step back.

const WAIT = 400; // milliseconds of quiet before the answer is asked for

// Which fields matter for which choice; all others stay as they are.
const OF_WAY = {
  phone: ["phone", "hours", "takes_texts"],
  email: ["email"],
  service: ["booking_paste", "phone", "hours"],
  request: ["asks_free_text", "phone", "hours"],
};
const OF_STATE = {
  open: [],
  waiting: ["waiting_time", "refer_to", "refer_url"],
  closed: ["closed_until", "refer_to", "refer_url"],
  refers: ["refer_to", "refer_url"],
};

function panelOf(name) {
  return document.querySelector(`[name="${name}"]`)?.closest("[data-field-wrapper], .w-panel__wrapper, .w-form-width, .w-field__wrapper");
}

/** A field with an error stays in view, whatever was chosen. */
function follow(choice, table) {
  const wanted = table[choice.value] ?? [];
  for (const name of new Set(Object.values(table).flat())) {
    const panel = panelOf(name);
    if (panel) panel.hidden = !wanted.includes(name) && !panel.querySelector(".error-message");
  }
}

function answer(pasted) {
  const place = document.querySelector(".booking-understood");
  const token = document.querySelector("[name=csrfmiddlewaretoken]");
  const ask = async () => {
    const body = new URLSearchParams({ pasted: pasted.value, csrfmiddlewaretoken: token.value });
    const response = await fetch(place.dataset.address, { method: "POST", body });
    if (response.ok) place.innerHTML = await response.text();
  };
  let waiting;
  pasted.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
}

function begin() {
  const [pasted, way, state] = ["booking_paste", "way", "state"].map((name) => document.querySelector(`[name=${name}]`));
  if (!pasted || !way || !state) return;
  answer(pasted);
  for (const [choice, table] of [[way, OF_WAY], [state, OF_STATE]]) {
    choice.addEventListener("change", () => follow(choice, table));
    follow(choice, table);
  }
}

if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
else begin();
