// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

// Every text goes in as text, never as HTML.
function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function resolve(api, node) {
  if (!node || !node.$ref) return node || {};
  return node.$ref.slice(2).split("/").reduce((at, key) => at[key], api);
}

// A schema as an example that can be read: {"price": integer, "lines": [{…}]}.
function sketch(api, schema, depth = 0) {
  const name = schema && schema.$ref && schema.$ref.split("/").pop();
  const plain = resolve(api, schema);
  if (name && (depth > 4 || ["Id", "Instant", "Money", "Quantity"].includes(name))) return name;
  if (plain.allOf) return Object.assign({}, ...plain.allOf.map((part) => sketch(api, part, depth)));
  if (plain.oneOf || plain.anyOf) return sketch(api, (plain.oneOf || plain.anyOf)[0], depth);
  if (plain.enum) return plain.enum.join(" | ");
  if (plain.const !== undefined) return plain.const;
  if (plain.properties) {
    const required = plain.required || [];
    return Object.fromEntries(Object.entries(plain.properties).map(([key, value]) =>
      [required.includes(key) ? key : key + "?", sketch(api, value, depth + 1)]));
  }
  if (plain.items) return [sketch(api, plain.items, depth + 1)];
  return [].concat(plain.type || "any").join(" | ") + (plain.format ? " (" + plain.format + ")" : "");
}

function addContent(api, parent, content) {
  for (const [type, media] of Object.entries(content || {})) {
    if (media.schema) parent.append(element("pre", "", type + "\n" + JSON.stringify(sketch(api, media.schema), null, 2)));
    else parent.append(element("pre", "", type));
  }
}

function describe(api, operation) {
  const body = element("div", "body");
  if (operation.description) body.append(element("p", "", operation.description));
  const open = operation.security && operation.security.length === 0;
  body.append(element("p", "", open ? "Anyone may call it."
    : operation["x-permission"] ? "Needs the permission " + operation["x-permission"] + "." : "For anyone signed in."));
  const parameters = (operation.parameters || []).map((parameter) => resolve(api, parameter));
  if (parameters.length) {
    body.append(element("h3", "", "Parameters"));
    const table = element("table");
    for (const parameter of parameters) {
      const row = table.insertRow();
      row.insertCell().textContent = parameter.name + (parameter.required ? "" : "?");
      row.insertCell().textContent = parameter.in;
      row.insertCell().textContent = [JSON.stringify(sketch(api, parameter.schema)), parameter.description].filter(Boolean).join(" — ");
    }
    body.append(table);
  }
  if (operation.requestBody) {
    body.append(element("h3", "", "Request"));
    addContent(api, body, resolve(api, operation.requestBody).content);
  }
  for (const [status, response] of Object.entries(operation.responses || {})) {
    const answer = resolve(api, response);
    if (status === "default" || status >= "400") continue;
    body.append(element("h3", "", status + " " + (answer.description || "")));
    addContent(api, body, answer.content);
  }
  const refused = Object.keys(operation.responses || {}).filter((status) => status >= "400" && status !== "default");
  body.append(element("h3", "", "Problems"), element("p", "", refused.join(", ") + ": a problem document"));
  return body;
}

function show(api, wanted) {
  const main = document.getElementById("operations");
  main.replaceChildren();
  for (const tag of api.tags) {
    const section = element("section");
    for (const [path, item] of Object.entries(api.paths)) {
      for (const [method, operation] of Object.entries(item)) {
        if (!operation.responses || !(operation.tags || []).includes(tag.name)) continue;
        const line = [method, path, operation.summary || ""].join(" ").toLowerCase();
        if (wanted && !line.includes(wanted)) continue;
        const details = element("details");
        const summary = element("summary");
        summary.append(element("span", "method", method.toUpperCase()), element("span", "path", path),
          element("span", "what", operation.summary || ""));
        details.append(summary);
        details.addEventListener("toggle", () => {
          if (details.open && details.children.length === 1) details.append(describe(api, operation));
        });
        section.append(details);
      }
    }
    if (section.children.length) main.append(element("h2", "", tag.name), element("p", "", tag.description), section);
  }
  if (!main.children.length) main.append(element("p", "", "Nothing matches."));
}

fetch("/openapi.json").then((answer) => answer.json()).then((api) => {
  document.title = document.getElementById("title").textContent = api.info.title + " API";
  document.getElementById("about").textContent = api.info.description;
  const filter = document.getElementById("filter");
  filter.addEventListener("input", () => show(api, filter.value.trim().toLowerCase()));
  show(api, "");
}).catch((error) => {
  document.getElementById("operations").replaceChildren(element("p", "", "The document could not be read: " + error));
});
