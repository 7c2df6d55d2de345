// Talks to the console's REST interface.

export class Refused extends Error {
  constructor(status, problem) {
    super([problem.message, problem.remedy].filter(Boolean).join(" "));
    this.status = status;
    this.code = problem.code;
  }
}

async function ask(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: { "X-Plumbline-Page": "1", ...(body ? { "Content-Type": "application/json" } : {}) },
    body: body ? JSON.stringify(body) : undefined,
  });
  const text = await answer.text();
  let content = {};
  if (text && (answer.headers.get("Content-Type") ?? "").startsWith("application/json")) content = JSON.parse(text);
  if (!answer.ok) {
    throw new Refused(answer.status, content.code ? content : { message: `The console answered ${answer.status}.` });
  }
  return content;
}

const part = encodeURIComponent;

export const me = () => ask("GET", "/api/me");
export const login = (name, password) => ask("POST", "/api/login", { name, password });
export const logout = () => ask("POST", "/api/logout");
export const meter = (id) => ask("GET", `/api/meters/${part(id)}`);
export const table = (name, query) => ask("GET", `/api/tables/${name}?${new URLSearchParams(query)}`);
export const tableCounts = () => ask("GET", "/api/tables/fleet");
export const members = (id) => ask("GET", `/api/campaigns/${part(id)}/members`);
export const createCampaign = (draft) => ask("POST", "/api/campaigns", draft);
export const command = (id, action, body) => ask("POST", `/api/campaigns/${part(id)}/${action}`, body);
export const caseCommand = (id, action, body) => ask("POST", `/api/cases/${part(id)}/${action}`, body);
export const hold = (scope, active, reason, stopId) => ask("POST", "/api/holds", { scope, active, reason, stopId });
