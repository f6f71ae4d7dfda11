// A booking service's calendar on our page: fetched after the reader's click and not before. Without this script the
// link beside it does the same.

const place = document.querySelector(".booking-frame");
const thanks = document.querySelector(".booking-thanks");

/** A number for the day; nothing of the reader. */
function count(what) {
  fetch(place.dataset.count, { method: "POST", body: new URLSearchParams({ what }), credentials: "omit", keepalive: true });
}

function frame() {
  const made = document.createElement("iframe");
  made.title = place.dataset.title;
  made.setAttribute("sandbox", "allow-scripts allow-forms allow-same-origin allow-popups");
  made.referrerPolicy = "no-referrer";
  made.loading = "lazy";
  made.src = place.dataset.frame;
  return made;
}

/** Only what the framed window itself says, and only from the service's own origin. */
function listen(made) {
  const { origin, message, field } = place.dataset;
  if (!origin) return;
  let isBooked = false;
  addEventListener("message", (event) => {
    if (isBooked || event.origin !== origin || event.source !== made.contentWindow) return;
    if ((field ? event.data?.[field] : event.data) !== message) return;
    isBooked = true;
    thanks.textContent = thanks.dataset.thanks;
    thanks.focus();
    count("booked");
  });
}

place.querySelector("button").addEventListener("click", () => {
  const made = frame();
  listen(made);
  place.replaceChildren(made);
  made.focus();
  count("opened");
});
place.hidden = false;
