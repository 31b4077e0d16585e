// The input: text, the command menu, attachments, and what a new message answers or edits.

import { el, icon, iconButton } from "./dom.js";
import { openMenu } from "./dialogs.js";
import { summary } from "./message.js";

let composers = 0;

/** The input of one chat. `on`: send(text, replyTo), edit(id, text), file(file), sticker(), voice(), lastOwn(). */
export class Composer {
  constructor(words, on) {
    this.words = words;
    this.on = on;
    this.commands = [];
    this.target = null;
    this.listId = `commands-${(composers += 1)}`;
    this.build();
  }

  build() {
    const { words } = this;
    this.input = el("textarea", {
      class: "input",
      rows: "1",
      placeholder: words.placeholder,
      "aria-label": words.placeholder,
      "aria-autocomplete": "list",
      "aria-controls": this.listId,
      autocomplete: "off",
      enterkeyhint: "send",
    });
    this.list = el("div", { class: "command-list", id: this.listId, role: "listbox", "aria-label": words.commands, hidden: true });
    const opens = { "aria-haspopup": "listbox", "aria-controls": this.listId, "aria-expanded": "false" };
    this.menuButton = el(
      "button",
      { type: "button", class: "menu-button", "aria-label": words.commands, ...opens, hidden: true },
      icon("menu"),
      el("span", {}, words.menu),
    );
    this.attachButton = iconButton("attach", words.attach, () => this.openAttachments(), { "aria-haspopup": "menu" });
    this.sendButton = iconButton("send", words.send, () => this.submit(), { class: "icon-button send" });
    this.context = el("div", { class: "context", hidden: true });
    this.file = el("input", { type: "file", hidden: true, tabindex: "-1", "aria-hidden": "true" });
    this.keyboard = el("div", { class: "reply-keyboard", role: "group", "aria-label": words.keyboard, hidden: true });
    const line = el("div", { class: "line" }, this.menuButton, this.input, this.attachButton, this.sendButton);
    this.node = el("div", { class: "composer" }, this.list, this.context, line, this.keyboard, this.file);
    this.listen();
  }

  listen() {
    this.menuButton.addEventListener("click", () => this.toggleMenu());
    this.input.addEventListener("input", () => this.onInput());
    this.input.addEventListener("keydown", (event) => this.onKey(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.list.contains(document.activeElement) || this.hideCommands(), 150));
    this.file.addEventListener("change", () => {
      if (this.file.files[0]) this.on.file(this.file.files[0]);
      this.file.value = "";
    });
    this.onInput();
  }

  setCommands(commands) {
    this.commands = commands;
    this.menuButton.hidden = commands.length === 0;
  }

  onInput() {
    this.input.style.height = "auto";
    this.input.style.height = `${Math.min(this.input.scrollHeight, 200)}px`;
    this.sendButton.disabled = this.input.value.trim() === "";
    const word = /^\/(\w*)$/.exec(this.input.value);
    if (word) this.showCommands(word[1].toLowerCase());
    else this.hideCommands();
  }

  toggleMenu() {
    if (this.list.hidden) this.showCommands("");
    else this.hideCommands();
    this.input.focus();
  }

  showCommands(prefix) {
    const found = this.commands.filter((one) => one.command.startsWith(prefix));
    this.list.replaceChildren(...found.map((one, i) => this.option(one, i)));
    this.list.hidden = found.length === 0;
    this.menuButton.setAttribute("aria-expanded", String(found.length > 0));
    this.choose(0);
  }

  option(command, i) {
    const choose = (event) => {
      event.preventDefault();
      this.run(command);
    };
    return el(
      "div",
      { role: "option", id: `${this.listId}-${i}`, "data-command": command.command, onmousedown: choose },
      el("strong", {}, `/${command.command}`),
      el("span", {}, command.description),
    );
  }

  hideCommands() {
    this.list.hidden = true;
    this.menuButton.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  choose(at) {
    const options = [...this.list.children];
    this.chosen = (at + options.length) % (options.length || 1);
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === this.chosen)));
    const option = options[this.chosen];
    if (!option) return;
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  run(command) {
    this.clear();
    this.on.send(`/${command.command}`, 0);
  }

  onKey(event) {
    // While Korean is being composed, Enter and arrows belong to the input method.
    if (event.isComposing || event.keyCode === 229) return;
    const run = this.keyAction(event);
    if (!run) return;
    event.preventDefault();
    run();
  }

  /** Return what a key does here, null when the browser shall handle it. */
  keyAction({ key, shiftKey }) {
    if (!this.list.hidden) {
      const actions = {
        ArrowDown: () => this.choose(this.chosen + 1),
        ArrowUp: () => this.choose(this.chosen - 1),
        Escape: () => this.hideCommands(),
        Enter: () => this.runChosen(),
        Tab: shiftKey ? null : () => this.complete(),
      };
      return actions[key] ?? null;
    }
    if (key === "Enter" && !shiftKey) return () => this.submit();
    if (key === "Escape" && this.target) return () => this.cancel();
    if (key === "ArrowUp" && this.input.value === "") return this.on.lastOwn();
    return null;
  }

  complete() {
    this.input.value = `/${this.list.children[this.chosen].dataset.command} `;
    this.onInput();
  }

  runChosen() {
    this.run({ command: this.list.children[this.chosen].dataset.command });
  }

  submit() {
    const text = this.input.value.trim();
    if (!text) return;
    const { target } = this;
    if (target?.kind === "edit") this.on.edit(target.message.message_id, text);
    else this.on.send(text, target?.message.message_id ?? 0);
    this.clear();
  }

  clear() {
    this.input.value = "";
    this.setTarget(null);
    this.onInput();
    this.input.focus();
  }

  /** Say that the next message replies to one, or edits it; null for neither. */
  setTarget(target) {
    this.target = target;
    this.context.hidden = !target;
    if (!target) return;
    const { words } = this;
    if (target.kind === "edit") this.input.value = target.message.text;
    const title = target.kind === "edit" ? words.editing : `${words.replying} ${target.message.from.first_name}`;
    this.context.replaceChildren(
      icon("reply"),
      el("div", {}, el("strong", {}, title), el("span", {}, summary(target.message, words))),
      iconButton("close", words.cancel, () => this.cancel()),
    );
    this.onInput();
    this.input.focus();
  }

  /** Answer or edit nothing after all; what was to be edited leaves the input with it. */
  cancel() {
    if (this.target.kind === "edit") this.clear();
    else this.setTarget(null);
  }

  openAttachments() {
    const { words } = this;
    openMenu(
      this.attachButton,
      [
        { label: words.pick, run: () => this.file.click() },
        { label: `👍 ${words.sticker}`, run: () => this.on.sticker() },
        { label: words.voice, run: () => this.on.voice() },
      ],
      words.attach,
    );
  }

  /** Show the bot's own keyboard in place of nothing. */
  setKeyboard(markup) {
    const rows = markup?.keyboard ?? [];
    this.keyboard.hidden = rows.length === 0;
    const button = (one) => {
      const text = typeof one === "string" ? one : one.text;
      return el("button", { type: "button", onclick: () => this.on.send(text, 0) }, text);
    };
    this.keyboard.replaceChildren(...rows.map((row) => el("div", { class: "row" }, row.map(button))));
    this.input.placeholder = markup?.input_field_placeholder || this.words.placeholder;
    if (markup?.force_reply) this.input.focus();
  }
}
