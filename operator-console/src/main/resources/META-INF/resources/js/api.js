// Talks to the console's REST interface.

/** The console said no: why, what to do, and which field of the request was wrong. */
export class Refused extends Error {
  constructor(status, problem) {
    super([problem.detail ?? problem.message, problem.remedy].filter(Boolean).join(" "));
    this.status = status;
    this.code = problem.code;
    this.field = problem.field ?? null;
    this.problem = problem;
  }
}

const isJson = (answer) => /^application\/(problem\+)?json/.test(answer.headers.get("Content-Type") ?? "");

/** @param options {key: an Idempotency-Key, signal: an AbortSignal, type: of a text body} */
export async function ask(method, path, body, { key, signal, type } = {}) {
  const answer = await fetch(path, {
    method,
    signal,
    headers: {
      "X-Plumbline-Page": "1",
      ...(body === undefined ? {} : { "Content-Type": type ?? "application/json" }),
      ...(key ? { "Idempotency-Key": key } : {}),
    },
    body: body === undefined ? undefined : type ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  const content = text && isJson(answer) ? JSON.parse(text) : {};
  if (!answer.ok) {
    throw new Refused(answer.status, content.code || content.detail ? content : { detail: `The console answered ${answer.status}.` });
  }
  return content;
}

/** One for each thing a person decides: a lost answer can then be asked for again without acting twice. */
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((octet) => octet.toString(16).padStart(2, "0")).join("");

const part = encodeURIComponent;

export const me = () => ask("GET", "/api/me");
export const login = (name, password) => ask("POST", "/api/login", { name, password });
export const logout = () => ask("POST", "/api/logout");
export const meter = (id) => ask("GET", `/api/meters/${part(id)}`);
export const meterActions = (id) => ask("GET", `/api/meters/${part(id)}/actions`);
export const askMeter = (id, action, body, key) => ask("POST", `/api/meters/${part(id)}/${action}`, body, { key });
export const tableAddress = (name, query) => `/api/tables/${name}?${new URLSearchParams(query)}`;
export const table = (name, query, signal) => ask("GET", tableAddress(name, query), undefined, { signal });
export const heat = (by) => ask("GET", `/api/tables/heat?by=${part(by)}`);
export const tableCounts = () => ask("GET", "/api/tables/fleet");
export const createCampaign = (draft, key) => ask("POST", "/api/campaigns", draft, { key });
export const command = (id, action, body, key) => ask("POST", `/api/campaigns/${part(id)}/${action}`, body, { key });
export const caseCommand = (id, action, body, key) => ask("POST", `/api/cases/${part(id)}/${action}`, body, { key });
export const hold = (scope, active, reason, stopId, key) => ask("POST", "/api/holds", { scope, active, reason, stopId }, { key });
