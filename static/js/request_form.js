// The request form does without this. It sets the reader's time zone, brings the right keyboard, and works out a small
// sum, so that a practice can tell a person from a robot without asking anybody else.

const PATIENCE = 6000; // milliseconds that sending waits for the sum
const SLICE = 12; // milliseconds of work between two breaths of the page
const AT_ONCE = 40; // hashes

const form = document.querySelector("[data-request-form]");

/** The zone of the reader's device, unless the form came back with a choice of theirs. Browsers that hide where their
    reader is say "UTC": then the practice's own is the better guess. */
function setZone(select) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const offered = zone !== "UTC" && [...select.options].some((option) => option.value === zone);
  const touched = [...form.elements].some((field) => field.type !== "hidden" && field.type === "text" && field.value);
  if (offered && !touched) select.value = zone;
}

/** A number's keys for a number, an address's for an address. */
function setKeyboard() {
  const kind = form.querySelector("[name=reach]:checked")?.value;
  if (kind) form.elements.contact.inputMode = kind === "email" ? "email" : "tel";
}

function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
}

function hexOf(buffer) {
  return Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** SHA-256 of salt, nonce and counter, until it begins as the sum asks. Rests after every slice. */
async function workOut({ parameters, signature }) {
  const head = new Uint8Array([...bytesOf(parameters.salt), ...bytesOf(parameters.nonce)]);
  const hash = (counter) => {
    const said = new Uint8Array(head.length + 4);
    said.set(head);
    new DataView(said.buffer).setUint32(head.length, counter);
    return crypto.subtle.digest("SHA-256", said);
  };
  for (let counter = 0; ;) {
    const until = performance.now() + SLICE;
    do {
      const hashes = await Promise.all(Array.from({ length: AT_ONCE }, (_, step) => hash(counter + step)));
      const derived = hashes.map(hexOf);
      const found = derived.findIndex((key) => key.startsWith(parameters.keyPrefix));
      if (found >= 0) {
        const solution = { counter: counter + found, derivedKey: derived[found] };
        return btoa(JSON.stringify({ challenge: { parameters, signature }, solution }));
      }
      counter += AT_ONCE;
    } while (performance.now() < until);
    await new Promise((rested) => { setTimeout(rested); });
  }
}

/** Begins with the first key or tap; without crypto.subtle (plain http) the form is sent as without scripts. */
function prepareSum() {
  if (!globalThis.crypto?.subtle || !form.dataset.sum) return;
  let work = null;
  const begin = () => {
    work ??= workOut(JSON.parse(form.dataset.sum))
      .then((answer) => { form.elements.proof.value = answer; })
      .catch(() => {});
  };
  form.addEventListener("input", begin, { once: true });
  form.addEventListener("submit", async (event) => {
    if (form.elements.proof.value) return;
    event.preventDefault();
    if (form.dataset.waiting) return;
    form.dataset.waiting = "yes";
    const said = document.createElement("p");
    said.className = "request-sending";
    said.setAttribute("role", "status");
    form.append(said);
    said.textContent = "One moment …";
    begin();
    await Promise.race([work, new Promise((passed) => { setTimeout(passed, PATIENCE); })]);
    form.submit();
  });
}

if (form) {
  setZone(form.elements.zone);
  form.addEventListener("change", setKeyboard);
  setKeyboard();
  prepareSum();
}
