// What the server's rate limits leave, and the wait once one of them is reached.

const NOUNS = { "sign-in": "sign-ins" };
const PERIODS = { 60: "this minute", 3600: "this hour" };
const REASONS = {
  "sign-in": "There were too many sign-ins from your address.",
  all: "The inbox is very busy at the moment.",
};
const REASON = "That was a lot in a short time.";

const byId = (id) => document.getElementById(id);

/** A call that a limit refused. */
export class LimitReached extends Error {
  constructor(response, problem) {
    super(problem.detail);
    this.seconds = Math.max(1, Number(response.headers.get("Retry-After")) || 1);
    this.reason = REASONS[problem["violated-policies"]?.[0]] ?? REASON;
  }
}

// --- What is left ---------------------------------------------------------------------------------------------------

let forgetting;

/** Shows how many more requests the tightest limit of a response admits, for as long as that is known. */
export function showLeft(headers) {
  const policies = members(headers.get("RateLimit-Policy"));
  const states = [...members(headers.get("RateLimit"))].filter(([name]) => policies.has(name));
  if (states.length === 0) return;
  const [name, { r, t }] = states.reduce((tightest, next) => (next[1].r < tightest[1].r ? next : tightest));
  const { q, w } = policies.get(name);
  byId("left").textContent = `${r} of ${q} ${NOUNS[name] ?? "requests"} left ${PERIODS[w] ?? `within ${words(w)}`}`;
  clearTimeout(forgetting);
  // The server says nothing of what comes after that.
  forgetting = setTimeout(() => (byId("left").textContent = ""), t * 1000);
}

/** The members of a list by RFC 9651 that are strings with whole numbers as parameters: those by their names. */
function members(field) {
  const found = new Map();
  for (const [, name, parameters] of (field ?? "").matchAll(/"((?:[^"\\]|\\.)*)"((?:; *[a-z]+=\d+)*)/g)) {
    const pairs = [...parameters.matchAll(/([a-z]+)=(\d+)/g)].map(([, key, value]) => [key, Number(value)]);
    found.set(name, Object.fromEntries(pairs));
  }
  return found;
}

function words(seconds) {
  return seconds % 60 === 0 ? `${seconds / 60} minutes` : `${seconds} seconds`;
}

// --- The wait -------------------------------------------------------------------------------------------------------

/** When it ends, by the clock of performance.now(); 0 if there is none. */
let until = 0;
let ticking;
let unfocused = null;
let afterwards = [];

export const isWaiting = () => until > 0;

/** Holds everything that would send a request until that call may be repeated; then does what there is no button for. */
export function wait(reached, then) {
  until = Math.max(until, performance.now() + reached.seconds * 1000);
  if (then) afterwards.push(then);
  // Read out once, with the time; the clock beside it is not, since it never stops talking.
  const time = document.createElement("span");
  time.className = "for-readers";
  time.textContent = ` You can go on in ${clock(reached.seconds)}.`;
  byId("wait-reason").replaceChildren(reached.reason, time);
  clearInterval(ticking);
  ticking = setInterval(tick, 250);
  tick();
}

/** Takes away what tells that a wait is over. */
export function forgetWait() {
  byId("wait-reason").textContent = "";
}

function tick() {
  const seconds = Math.ceil((until - performance.now()) / 1000);
  if (seconds > 0) {
    setText(byId("wait-clock"), `You can go on in ${clock(seconds)}.`);
    hold(true);
    return;
  }
  clearInterval(ticking);
  until = 0;
  byId("wait-clock").textContent = "";
  byId("wait-reason").textContent = "You can go on now.";
  hold(false);
  const due = afterwards;
  afterwards = [];
  due.forEach((task) => task());
}

/** At each tick, since a request that was under way may add a button. */
function hold(held) {
  // Not disabled: a button that has the focus keeps it, and tells why it does nothing.
  for (const button of document.querySelectorAll("button:not(#sign-out)")) {
    if (held) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
  // Those outside of forms send at once when they change, which cannot be refused.
  for (const select of document.querySelectorAll("select:not(form select)")) {
    if (held && select === document.activeElement) unfocused = select;
    select.disabled = held;
  }
  if (!held && document.activeElement === document.body) unfocused?.focus();
  if (!held) unfocused = null;
}

function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

function clock(seconds) {
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s` : `${minutes} min ${seconds % 60} s`;
}
