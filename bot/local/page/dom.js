// Elements and icons. Text reaches the page as text nodes only, never as markup.

const SVG = "http://www.w3.org/2000/svg";

const ICONS = {
  send: "M3.4 20.6 21.5 12 3.4 3.400 3.400 10.100 15 12 3.400 13.900z",
  attach: "M16.500 6.500v9.300a4.500 4.500 0 0 1-9 0V6a3 3 0 0 1 6 0v9.300a1.500 1.500 0 0 1-3 0V6.500",
  menu: "M4 6.500h16M4 12h16M4 17.500h10",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  split: "M4 5.500h16v13H4zM12 5.500v13",
  more: "M12 5.500v.01M12 12v.01M12 18.500v.01",
  down: "M6 9l6 6 6-6",
  copy: "M9 9h10v11H9zM5 15V4h10",
  check: "M5 12.500 10 17.500 19.500 7",
  file: "M7 3h7l5 5v13H7zM14 3v5h5",
  link: "M9 15 16 8M9.500 8H16v6.500",
  reply: "M10 7 4 12l6 5v-3.200c5 0 7.500 1.200 9.500 4.200-.5-5-3-8.500-9.500-9z",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l1.500 1.500h-15zM10 21h4",
  chart: "M5 20V11M12 20V4M19 20v-6",
  clock: "M12 3.500a8.500 8.500 0 1 0 .01 0M12 7.500V12l3.500 2.500",
  moon: "M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z",
  sun: "M12 8a4 4 0 1 0 .01 0M12 2.500V4M12 20v1.500M2.500 12H4M20 12h1.500M5.300 5.300l1 1M17.700 17.700l1 1M5.300 18.700l1-1M17.700 6.300l1-1",
  mic: "M12 4a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V7a3 3 0 0 0-3-3zM5.500 11.500a6.500 6.500 0 0 0 13 0M12 18v3",
};

const FILLED = new Set(["send", "reply"]);

/** Create an element; attributes that are null or false are left out, `on…` ones are listeners. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return node;
}

/** Create a decorative icon. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.classList.add("icon", FILLED.has(name) ? "filled" : "outlined", `icon-${name}`);
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** Create a button that shows an icon and is read as `label`. */
export function iconButton(name, label, onclick, attributes = {}) {
  return el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, onclick, ...attributes }, icon(name));
}

/** Return the initial for an avatar. */
export function initial(name) {
  return Array.from(name.trim())[0]?.toUpperCase() ?? "?";
}

/** Copy text; tells whether the browser let us. */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", { class: "sr", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
