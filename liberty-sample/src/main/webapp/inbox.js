// The page: signs in, shows three views, and logs who answered each request.

import { LimitReached, forgetWait, isWaiting, showLeft, wait } from "./limits.js";

const LIMIT = 12;
const MESSAGE_LIMIT = 8;
const LOG_LENGTH = 100;
const TIERS = { near: "Memory", remote: "Redis", source: "Database" };

const byId = (id) => document.getElementById(id);
const state = { token: null, user: "", view: "conversations", page: 1, contactPage: 1, open: null, status: "", lastRead: null };
const tally = { near: 0, remote: 0, source: 0 };

/** An element with attributes and children; text is always set as text, never as markup. */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) {
      made.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      made.setAttribute(key, value === true ? "" : value);
    }
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

const time = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false });
const moment = (iso) => time.format(new Date(iso));
const number = (value) => value.toLocaleString("en");

// --- Requests -------------------------------------------------------------------------------------------------------

/** Calls the API, logs the call, and returns the body; throws with the problem's own words. */
async function call(method, path, body) {
  const started = performance.now();
  const headers = { Accept: "application/json, application/problem+json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  if (state.token) headers.Authorization = `Bearer ${state.token}`;
  const response = await fetch(`api/${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const answer = await response.json();
  log(method, `/api/${path}`, response, performance.now() - started);
  showLeft(response.headers);
  if (response.ok) return answer;
  if (response.status === 429) throw new LimitReached(response, answer);
  if (response.status === 401 && state.token) signOut();
  const fields = (answer.errors ?? []).map((error) => `${error.field} ${error.message}`).join("; ");
  throw new Error(fields ? `${answer.detail}: ${fields}` : answer.detail);
}

function get(path, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).filter(([, value]) => value !== "")).toString();
  const full = query ? `${path}?${query}` : path;
  return call("GET", full);
}

function log(method, path, response, roundTrip) {
  const timing = /(?:^|,)\s*total;dur=([\d.]+)/.exec(response.headers.get("Server-Timing") ?? "");
  const millis = timing ? Number(timing[1]) : roundTrip;
  const tier = response.headers.get("X-Cache");
  const known = tier in TIERS && method === "GET";
  const label = known ? TIERS[tier] : method === "GET" ? "No cache" : "Write";
  const row = element(
    "li",
    { "data-tier": known ? tier : "none", "data-path": path },
    element("code", {}, `${method} ${path}`),
    element("span", { class: `tier ${known ? tier : "write"}` }, response.ok ? label : `${response.status}`),
    element("span", { class: "millis" }, `${millis < 10 ? millis.toFixed(1) : Math.round(millis)} ms`),
  );
  byId("log").prepend(row);
  while (byId("log").children.length > LOG_LENGTH) byId("log").lastElementChild.remove();
  if (known) {
    tally[tier]++;
    showTally();
  }
}

function showTally() {
  byId("tally").replaceChildren(
    ...Object.entries(TIERS).map(([tier, name]) =>
      element("div", { class: tier }, element("dt", {}, name), element("dd", {}, number(tally[tier]))),
    ),
  );
}

/** Runs what the user asked for, unless a limit has to be waited for; what goes wrong is told at the top of the page. */
function guarded(task) {
  const run = async (event) => {
    event?.preventDefault?.();
    if (isWaiting()) return;
    forgetWait();
    byId("alert").hidden = true;
    try {
      await task(event);
    } catch (error) {
      if (error instanceof LimitReached) {
        // What nobody has pressed a button for, nobody can repeat.
        wait(error, event ? null : run);
      } else {
        byId("alert").textContent = error.message;
        byId("alert").hidden = false;
      }
    }
  };
  return run;
}

/** A read that the button beside the log can repeat. */
async function read(task) {
  state.lastRead = task;
  await task();
}

// --- Signing in -----------------------------------------------------------------------------------------------------

async function showTenants() {
  const tenants = await get("dev/tenants");
  byId("tenant").replaceChildren(...tenants.map((tenant) => element("option", { value: tenant.id }, tenant.name)));
}

async function signIn() {
  const tenant = byId("tenant");
  state.user = byId("user").value;
  const answer = await call("POST", "dev/token", { tenant: tenant.value, user: state.user });
  state.token = answer.access_token;
  byId("who-name").textContent = `${state.user} · ${tenant.selectedOptions[0].textContent}`;
  for (const id of ["views", "who"]) byId(id).hidden = false;
  byId("sign-in").hidden = true;
  await show("conversations");
}

function signOut() {
  Object.assign(state, { token: null, page: 1, contactPage: 1, open: null, lastRead: null });
  for (const id of ["views", "who", "conversations", "contacts", "dashboard", "thread-body"]) byId(id).hidden = true;
  byId("thread-empty").hidden = false;
  byId("sign-in").hidden = false;
  byId("tenant").focus();
}

// --- Views ----------------------------------------------------------------------------------------------------------

const views = { conversations: showConversations, contacts: showContacts, dashboard: showDashboard };

async function show(view) {
  state.view = view;
  for (const name of Object.keys(views)) byId(name).hidden = name !== view;
  for (const button of byId("views").children) {
    button.toggleAttribute("aria-current", false);
    if (button.dataset.view === view) button.setAttribute("aria-current", "page");
  }
  if (view === "contacts") await showTags();
  await read(views[view]);
}

function pager(id, page, go) {
  const turn = (label, target, enabled) =>
    element("button", { type: "button", disabled: !enabled, onclick: guarded(() => go(target)) }, label);
  const from = page.total === 0 ? 0 : (page.page - 1) * page.limit + 1;
  byId(id).replaceChildren(
    turn("Newer", page.page - 1, page.page > 1),
    element("span", {}, `${number(from)}–${number(from + page.data.length - (page.total === 0 ? 0 : 1))} of ${number(page.total)}`),
    turn("Older", page.page + 1, page.hasMore),
  );
  if (id === "contact-pager") {
    byId(id).firstElementChild.textContent = "Previous";
    byId(id).lastElementChild.textContent = "Next";
  }
}

async function showConversations() {
  const page = await get("conversations", { status: byId("status").value, page: state.page, limit: LIMIT });
  byId("conversation-list").replaceChildren(...page.data.map(conversationRow));
  pager("conversation-pager", page, (target) => {
    state.page = target;
    return read(showConversations);
  });
}

function conversationRow(conversation) {
  return element(
    "li",
    {},
    element(
      "button",
      {
        type: "button",
        class: "row",
        "data-id": conversation.id,
        "aria-current": conversation.id === state.open ? "true" : null,
        onclick: guarded(() => openConversation(conversation.id)),
      },
      element("span", { class: "name" }, conversation.contactName),
      element("span", { class: "when" }, moment(conversation.lastMessageAt)),
      element("span", { class: "subject" }, conversation.subject),
      conversation.unread > 0
        ? element("span", { class: "badge unread" }, `${conversation.unread} new`)
        : element("span", { class: "badge quiet" }, conversation.status.toLowerCase()),
      element("span", { class: "preview" }, conversation.preview),
    ),
  );
}

async function openConversation(id) {
  state.open = id;
  for (const row of document.querySelectorAll("#conversation-list .row")) {
    row.toggleAttribute("aria-current", false);
    if (row.dataset.id === String(id)) row.setAttribute("aria-current", "true");
  }
  await read(() => showThread(id, 1));
  byId("thread").focus({ preventScroll: matchMedia("(min-width: 761px)").matches });
}

async function showThread(id, page) {
  const [conversation, messages] = await Promise.all([
    get(`conversations/${id}`),
    get(`conversations/${id}/messages`, { page, limit: MESSAGE_LIMIT }),
  ]);
  if (state.open !== id) return;
  byId("thread-empty").hidden = true;
  byId("thread-body").hidden = false;
  byId("thread-title").textContent = conversation.subject;
  byId("thread-facts").textContent = [
    conversation.contactName,
    conversation.assignee ? `assigned to ${conversation.assignee}` : "assigned to nobody",
    ...conversation.labels,
  ].join(" · ");
  state.status = conversation.status;
  byId("thread-status").value = conversation.status;
  byId("messages").replaceChildren(...messages.data.toReversed().map(messageRow));
  pager("message-pager", messages, (target) => read(() => showThread(id, target)));
}

function messageRow(message) {
  const facts = [message.author, moment(message.sentAt), message.status.toLowerCase()];
  if (message.editedAt) facts.push("edited");
  return element(
    "li",
    { class: message.direction.toLowerCase() },
    message.text,
    element("span", { class: "by" }, facts.join(" · ")),
  );
}

async function send() {
  await call("POST", `conversations/${state.open}/messages`, { text: byId("text").value });
  byId("text").value = "";
  await showThread(state.open, 1);
  await showConversations();
}

async function changeStatus() {
  const select = byId("thread-status");
  try {
    await call("PATCH", `conversations/${state.open}`, { status: select.value });
  } catch (error) {
    select.value = state.status;
    throw error;
  }
  state.status = select.value;
  await showConversations();
}

async function showTags() {
  const lists = await get("contact-lists");
  const chosen = byId("tag").value;
  byId("tag").replaceChildren(
    element("option", { value: "" }, "All"),
    ...lists.map((list) => element("option", { value: list.tag }, `${list.tag} (${number(list.contacts)})`)),
  );
  byId("tag").value = chosen;
}

async function showContacts() {
  const page = await get("contacts", {
    search: byId("search").value,
    tag: byId("tag").value,
    page: state.contactPage,
    limit: LIMIT,
  });
  byId("contact-rows").replaceChildren(
    ...page.data.map((contact) =>
      element(
        "tr",
        {},
        element("td", {}, contact.name),
        element("td", {}, contact.email),
        element("td", {}, contact.company ?? ""),
        element("td", {}, element("span", { class: "tags" }, ...contact.tags.map((tag) => element("span", { class: "badge quiet" }, tag)))),
        element("td", { class: "number" }, number(contact.openConversations)),
      ),
    ),
  );
  pager("contact-pager", page, (target) => {
    state.contactPage = target;
    return read(showContacts);
  });
}

async function showDashboard() {
  const stats = await get("dashboard-stats");
  const response = stats.averageResponseSeconds === undefined ? "–" : `${Math.round(stats.averageResponseSeconds / 60)} min`;
  const figures = {
    Open: number(stats.conversations.open),
    Pending: number(stats.conversations.pending),
    Closed: number(stats.conversations.closed),
    Unread: number(stats.unread),
    "Mean response": response,
    Messages: number(stats.messages),
    Contacts: number(stats.contacts),
  };
  byId("figures").replaceChildren(
    ...Object.entries(figures).map(([name, value]) => element("div", {}, element("dt", {}, name), element("dd", {}, value))),
  );
  byId("chart").replaceChildren(chart(stats.messagesPerDay));
  byId("busiest").replaceChildren(
    ...stats.busiestContacts.map((contact) =>
      element(
        "li",
        {},
        element("div", { class: "row" }, element("span", {}, contact.name), element("span", { class: "amount" }, `${number(contact.messages)} messages`)),
      ),
    ),
  );
}

function chart(days) {
  const width = 640;
  const height = 220;
  const floor = height - 24;
  const most = Math.max(1, ...days.map((day) => day.inbound + day.outbound));
  const total = days.reduce((sum, day) => sum + day.inbound + day.outbound, 0);
  const shape = (name, attributes, text) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const svg = shape("svg", {
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label": `${number(total)} messages in ${days.length} days, ${number(most)} on the busiest`,
  });
  const scale = (floor - 16) / most;
  const step = (width - 44) / Math.max(1, days.length);
  svg.append(shape("text", { x: 0, y: 20 }, number(most)), shape("text", { x: 0, y: floor }, "0"));
  svg.append(shape("line", { x1: 40, x2: width, y1: floor, y2: floor }));
  days.forEach((day, index) => {
    const x = 42 + index * step;
    const received = day.inbound * scale;
    const sent = day.outbound * scale;
    const bar = (from, size, name) =>
      shape("rect", { x, y: floor - from - size, width: step * 0.75, height: size, class: name });
    const group = shape("g", {});
    group.append(shape("title", {}, `${day.day}: ${day.inbound} received, ${day.outbound} sent`));
    group.append(bar(0, received, "inbound"), bar(received, sent, "outbound"));
    svg.append(group);
    if (index % 7 === 0) svg.append(shape("text", { x, y: height - 6 }, day.day.slice(5)));
  });
  return svg;
}

// --- Start ----------------------------------------------------------------------------------------------------------

byId("sign-in-form").addEventListener("submit", guarded(signIn));
byId("sign-out").addEventListener("click", signOut);
byId("send-form").addEventListener("submit", guarded(send));
byId("thread-status").addEventListener("change", guarded(changeStatus));
byId("reload").addEventListener("click", guarded(() => state.lastRead?.()));
byId("status").addEventListener("change", guarded(() => {
  state.page = 1;
  return read(showConversations);
}));
byId("contact-search").addEventListener("submit", guarded(() => {
  state.contactPage = 1;
  return read(showContacts);
}));
for (const button of byId("views").children) {
  button.addEventListener("click", guarded(() => show(button.dataset.view)));
}
showTally();
guarded(showTenants)();
