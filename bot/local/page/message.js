// One message as a bubble with what stands under it.

import { fileUrl } from "./api.js";
import { copyText, el, icon, iconButton } from "./dom.js";
import { renderText } from "./entities.js";
import { showPicture } from "./dialogs.js";
import { timeOf } from "./labels.js";

/**
 * Return the node of a message.
 *
 * `context`: words, language, me (user id), group (whether names are shown), oncommand(text), onpress(message, button, node),
 * onmenu(message, node), onquote(messageId).
 */
export function renderMessage(message, context) {
  if (message.group_chat_created) return service(context.words.groupCreated(message.from.first_name), message);
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return service("→ supergroup", message);
  const own = message.from.id === context.me && !message.from.is_bot;
  const side = own ? "own" : "other";
  const kind = message.sticker ? "bubble bare" : "bubble";
  const bubble = el("div", { class: kind }, header(message, own, context), body(message, context), footer(message, own, context));
  const options = iconButton("down", context.words.messageOptions, () => context.onmenu(message, options), {
    class: "icon-button options",
    tabindex: "-1",
    "aria-haspopup": "menu",
  });
  bubble.append(options);
  const column = el("div", { class: "column" }, bubble, keyboard(message, context));
  return el(
    "article",
    { class: `message ${side}`, tabindex: "-1", "data-id": message.message_id, "aria-label": heading(message, own, context) },
    column,
  );
}

function heading(message, own, context) {
  const name = own ? context.words.you : message.from.first_name;
  return `${name}, ${timeOf(message.date, context.language)}`;
}

function service(text, message) {
  return el("p", { class: "service", "data-id": message.message_id }, el("span", {}, text));
}

function header(message, own, context) {
  const parts = [];
  if (context.group && !own) {
    parts.push(el("div", { class: `sender hue-${Math.abs(message.from.id) % 6}` }, message.from.first_name));
  }
  const origin = message.forward_origin?.sender_user;
  if (origin) parts.push(el("div", { class: "forwarded" }, context.words.forwardedFrom(origin.first_name)));
  const quoted = message.reply_to_message;
  if (quoted) parts.push(quote(quoted, context));
  return parts;
}

function quote(quoted, context) {
  return el(
    "button",
    { type: "button", class: "quoted", onclick: () => context.onquote(quoted.message_id) },
    el("strong", {}, quoted.from.first_name),
    el("span", {}, summary(quoted, context.words)),
  );
}

/** Return one line that stands for a message. */
export function summary(message, words) {
  const text = message.text ?? message.caption;
  if (text) return text.replace(/\s+/g, " ").slice(0, 120);
  if (message.photo) return words.picture;
  if (message.document) return message.document.file_name ?? words.download;
  if (message.sticker) return `${message.sticker.emoji ?? ""} ${words.sticker}`.trim();
  return message.voice ? words.voice : "";
}

function body(message, context) {
  if (message.sticker) return el("div", { class: "sticker", role: "img", "aria-label": summary(message, context.words) }, message.sticker.emoji ?? "🙂");
  const parts = [];
  if (message.photo) parts.push(photo(message, context.words));
  if (message.document) parts.push(documentLink(message.document, context.words));
  if (message.voice) parts.push(voice(message.voice, context.words));
  const text = message.text ?? message.caption;
  if (text) {
    const entities = message.entities ?? message.caption_entities;
    parts.push(el("div", { class: "text" }, renderText(text, entities, context)));
  }
  return parts;
}

function photo(message, words) {
  const size = message.photo.at(-1);
  const description = message.caption ?? words.picture;
  const image = el("img", { src: fileUrl(size.file_id), alt: description, width: size.width, height: size.height });
  return el(
    "button",
    { type: "button", class: "photo", "aria-label": `${words.enlarge}: ${description}`, onclick: () => showPicture(size.file_id, description, words) },
    image,
  );
}

function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}

function documentLink(file, words) {
  const size = sizeOf(file.file_size);
  return el(
    "a",
    { class: "document", href: fileUrl(file.file_id, true), download: file.file_name ?? "", "aria-label": `${words.download}: ${file.file_name}, ${size}` },
    el("span", { class: "document-icon" }, icon("file")),
    el("span", { class: "document-name" }, el("strong", {}, file.file_name ?? words.download), el("small", {}, size)),
  );
}

function voice(file, words) {
  const bars = Array.from({ length: 28 }, (_, i) => el("i", { class: `h${(i * 7 + 3) % 5}` }));
  return el(
    "div",
    { class: "voice", role: "img", "aria-label": words.voice },
    el("span", { class: "document-icon" }, icon("mic")),
    el("span", { class: "wave" }, bars),
    el("small", {}, `0:0${file.duration}`),
  );
}

function footer(message, own, context) {
  const edited = message.edit_date ? el("span", {}, context.words.edited) : null;
  const time = el("time", { datetime: new Date(message.date * 1000).toISOString() }, timeOf(message.date, context.language));
  return el("span", { class: "meta" }, edited, time, own && icon("check"));
}

function keyboard(message, context) {
  const rows = message.reply_markup?.inline_keyboard;
  if (!rows) return null;
  const lines = rows.map((row) => el("div", { class: "row" }, row.map((button) => inlineButton(message, button, context))));
  return el("div", { class: "keyboard", role: "group", "aria-label": context.words.keyboard }, lines);
}

function inlineButton(message, button, context) {
  const style = button.style ? ` ${button.style}` : "";
  const label = el("span", { class: "label" }, button.text);
  if (button.url) {
    const attributes = { class: `inline${style}`, href: button.url, target: "_blank", rel: "noopener noreferrer" };
    return el("a", attributes, label, icon("link"), el("span", { class: "sr" }, context.words.opensOutside));
  }
  const node = el("button", { type: "button", class: `inline${style}`, disabled: Boolean(button.disabled) }, label);
  if (button.copy_text) {
    node.append(icon("copy"));
    node.addEventListener("click", async () => (await copyText(button.copy_text.text)) && context.ontoast(context.words.copied));
  } else {
    if (button.callback_data) node.dataset.data = button.callback_data;
    node.addEventListener("click", () => context.onpress(message, button, node));
  }
  return node;
}
