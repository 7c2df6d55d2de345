// Addresses of the page: #/name/rest?params. Everything a person sees can be linked to.

/** @returns {{name: string, rest: string, params: URLSearchParams}} */
export function here() {
  const old = location.hash.match(/^#meter=(.+)$/);
  if (old) return { name: "meters", rest: decodeURIComponent(old[1]), params: new URLSearchParams() };
  const [path, query = ""] = location.hash.replace(/^#\/?/, "").split("?", 2);
  const [name, ...rest] = path.split("/");
  return { name: name || "fleet", rest: rest.map(decodeURIComponent).join("/"), params: new URLSearchParams(query) };
}

/** Address of a page. @param params object, URLSearchParams or nothing; empty values are left out */
export function link(name, rest = "", params = {}) {
  const query = new URLSearchParams([...new URLSearchParams(params)].filter(([, value]) => value !== ""));
  return `#/${name}${rest ? `/${encodeURIComponent(rest)}` : ""}${query.size ? `?${query}` : ""}`;
}

/** Goes to a page. */
export const go = (name, rest, params) => { location.hash = link(name, rest, params); };

/** Puts filters and order into the address without a new entry in the history. */
export function replaceParams(params) {
  const { name, rest } = here();
  history.replaceState(history.state, "", link(name, rest, params));
}
