// One person's chat: its head, the log, the input, and what events change in it.

import { act, loadChat, upload } from "./api.js";
import { Composer } from "./composer.js";
import { copyText, el, iconButton, initial } from "./dom.js";
import { openMenu, showAlert } from "./dialogs.js";
import { labels, tongue } from "./labels.js";
import { Log } from "./log.js";

const ANSWER_WAIT = 10_000;
const ACTION_SHOWN = 5_000;
const TOAST_SHOWN = 3_500;

function botAvatar(size = "") {
  return el("span", { class: `avatar bot ${size}` }, el("img", { src: "/page/icon.svg", alt: "" }));
}

/** The panel of one person. `hooks`: onfocus(panel), onclose(panel), onstate(panel), payload (of a deep link). */
export class Panel {
  constructor(user, hooks) {
    this.user = user;
    this.hooks = hooks;
    this.chatId = user;
    this.waiting = new Map();
    this.early = new Map();
    this.node = el("section", { class: "panel", "data-user": user });
    this.node.addEventListener("focusin", () => hooks.onfocus(this));
    this.node.addEventListener("pointerdown", () => hooks.onfocus(this));
  }

  get language() {
    return this.state?.person.language_code ?? navigator.language.slice(0, 2);
  }

  /** Fetch everything and draw it anew. */
  async load() {
    const state = await loadChat(this.user, this.chatId === this.user ? 0 : this.chatId, tongue(navigator.language));
    const redraw = !this.state || this.state.person.language_code !== state.person.language_code || this.drawn !== state.chat.id;
    this.state = state;
    if (redraw) this.draw();
    this.refresh();
    this.log.fill(state.messages);
    this.hooks.onstate(this);
  }

  draw() {
    const words = (this.words = labels(this.language));
    this.drawn = this.state.chat.id;
    this.node.lang = tongue(this.language);
    this.node.setAttribute("aria-label", words.chatOf(this.state.person.first_name));
    this.log = new Log({
      words,
      language: this.language,
      me: this.user,
      group: this.state.chat.type !== "private",
      oncommand: (text) => this.send(text, 0),
      onpress: (message, button, node) => this.press(message, button, node),
      onmenu: (message, node) => this.openMessageMenu(message, node),
      onquote: (id) => this.log.show(id),
      ontoast: (text) => this.toast(text),
    });
    this.composer = new Composer(words, {
      send: (text, replyTo) => this.send(text, replyTo),
      edit: (id, text) => this.do("edit", { message_id: id, text }),
      file: (file) => this.try(upload(file.type.startsWith("image/") && file.type !== "image/svg+xml" ? "photo" : "document", this.user, this.chatId, file)),
      sticker: () => this.do("sticker"),
      voice: () => this.do("voice"),
      lastOwn: () => this.lastOwn(),
    });
    this.toastNode = el("div", { class: "toast", role: "status" });
    this.foot = el("div", { class: "foot" });
    this.welcome = el("div", { class: "welcome", hidden: true });
    const middle = el("div", { class: "middle" }, this.log.node, this.welcome, this.toastNode, this.log.toLatest);
    this.node.replaceChildren(this.drawHead(), middle, this.foot);
  }

  drawHead() {
    const { words } = this;
    this.title = el("h2", {});
    this.status = el("p", { class: "status" });
    const select = el(
      "select",
      { class: "language", "aria-label": words.language, title: words.language },
      el("option", { value: "en", lang: "en" }, "English"),
      el("option", { value: "ko", lang: "ko" }, "한국어"),
    );
    select.value = tongue(this.language);
    select.addEventListener("change", () => this.do("introduce", { language: select.value }));
    const more = iconButton("more", words.options, () => this.openChatMenu(more), { "aria-haspopup": "menu" });
    const close = iconButton("close", words.closePanel, () => this.hooks.onclose(this), { class: "icon-button close-panel" });
    const { first_name: name, id } = this.state.person;
    const isGroup = this.state.chat.type !== "private";
    const whose = el("span", { class: "whose" }, el("span", { class: `avatar small hue-${id % 6}`, "aria-hidden": "true" }, initial(name)), name);
    const face = isGroup ? el("span", { class: "avatar hue-3", "aria-hidden": "true" }, initial(this.state.chat.title)) : botAvatar();
    return el("header", { class: "head" }, face, el("div", { class: "who" }, this.title, this.status), whose, select, more, close);
  }

  /** Bring what stands around the log in line with the state. */
  refresh() {
    const { state, words } = this;
    const isGroup = state.chat.type !== "private";
    this.title.textContent = isGroup ? state.chat.title : state.bot.name;
    this.showStatus();
    this.composer.setCommands(state.bot.commands);
    this.composer.setKeyboard(state.keyboard);
    const { status } = state.person;
    const empty = status === "new" && !isGroup;
    this.welcome.hidden = !empty;
    this.log.node.hidden = empty;
    if (empty) this.drawWelcome();
    const big = (text, run) => el("button", { type: "button", class: "primary big", onclick: run }, text);
    if (empty) this.foot.replaceChildren(big(words.start, () => this.start()));
    else if (status === "kicked" && !isGroup) this.foot.replaceChildren(big(words.restart, () => this.restart()));
    else if (!this.foot.contains(this.composer.node)) this.foot.replaceChildren(this.composer.node);
  }

  drawWelcome() {
    const { bot } = this.state;
    this.welcome.replaceChildren(
      el(
        "div",
        { class: "card" },
        botAvatar("large"),
        el("h3", {}, bot.name),
        el("h4", {}, this.words.about),
        el("p", {}, bot.description || bot.short_description || ""),
      ),
    );
  }

  showStatus(action) {
    clearTimeout(this.actionTimer);
    const word = action && (this.words.actions[action] ?? this.words.actions.typing);
    this.status.classList.toggle("active", Boolean(word));
    if (!word) {
      const { chat, people } = this.state;
      this.status.textContent = chat.type === "private" ? this.words.bot : this.words.members(people.length + 1);
      return;
    }
    this.status.replaceChildren(word, el("span", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")));
    this.actionTimer = setTimeout(() => this.showStatus(), ACTION_SHOWN);
  }

  /** Take in what happened somewhere. */
  onEvent(event) {
    if (!this.state) return;
    if (event.event === "answer") this.onAnswer(event);
    if (event.event === "profile") this.load();
    if (event.event === "person" && event.person.id === this.user) this.onPerson(event.person);
    if (event.chat_id !== this.chatId) return;
    if (event.event === "message") {
      if (event.message.from.is_bot) this.showStatus();
      this.log.add(event.message);
    }
    if (event.event === "edited") this.log.replace(event.message);
    if (event.event === "deleted") this.log.remove(event.message_id);
    if (event.event === "action") this.showStatus(event.action);
    if (event.event === "keyboard") this.composer.setKeyboard(event.keyboard);
  }

  onPerson(person) {
    const old = this.state.person;
    this.state.person = person;
    if (old.language_code !== person.language_code || old.first_name !== person.first_name) this.drawn = null;
    if (this.drawn === null) this.load();
    else this.refresh();
  }

  onAnswer(event) {
    if (event.user_id !== this.user) return;
    const done = this.waiting.get(event.query_id);
    if (!done) {
      this.early.set(event.query_id, event);
      return;
    }
    done();
    if (event.url) window.open(event.url, "_blank", "noopener");
    if (event.text && event.show_alert) showAlert(event.text, this.words);
    else if (event.text) this.toast(event.text);
  }

  async press(message, button, node) {
    if (!button.callback_data || node.getAttribute("aria-busy") === "true") return;
    node.setAttribute("aria-busy", "true");
    const query = await this.do("press", { message_id: message.message_id, data: button.callback_data });
    const done = () => {
      clearTimeout(timer);
      this.waiting.delete(query);
      node.removeAttribute("aria-busy");
    };
    const timer = setTimeout(() => {
      done();
      this.toast(this.words.noAnswer);
    }, ANSWER_WAIT);
    if (!query) return done();
    this.waiting.set(query, done);
    // A quick bot has answered before the press itself has returned.
    const early = this.early.get(query);
    this.early.delete(query);
    return early && this.onAnswer(early);
  }

  toast(text) {
    clearTimeout(this.toastTimer);
    this.toastNode.textContent = text;
    this.toastNode.classList.add("shown");
    this.toastTimer = setTimeout(() => {
      this.toastNode.classList.remove("shown");
      this.toastNode.textContent = "";
    }, TOAST_SHOWN);
  }

  async try(promise) {
    try {
      return await promise;
    } catch (error) {
      this.toast(`${this.words.failed}: ${error.message}`);
      return null;
    }
  }

  do(verb, fields = {}) {
    return this.try(act(verb, this.user, { chat: this.chatId, ...fields }));
  }

  async start() {
    const payload = this.hooks.payload();
    await this.do("say", { text: `/start ${payload}`.trim() });
    this.composer.input.focus();
  }

  async restart() {
    await this.do("unblock");
    await this.start();
  }

  async send(text, replyTo) {
    // Telegram's apps cut what is too long for one message.
    for (let at = 0; at < text.length; at += 4096) {
      await this.do("say", { text: text.slice(at, at + 4096), reply_to: at === 0 ? replyTo : 0 });
    }
  }

  /** Return what edits the last own text, null when there is none. */
  lastOwn() {
    const own = [...this.log.messages.values()].filter((message) => message.from.id === this.user && message.text && !message.forward_origin);
    return own.length ? () => this.composer.setTarget({ kind: "edit", message: own.at(-1) }) : null;
  }

  async openChat(chatId) {
    this.chatId = chatId;
    await this.load();
    this.composer.input.focus();
  }

  async openGroup() {
    const known = this.state.groups[0]?.id;
    const group = known ?? (await this.do("group", { title: this.words.groupTitle }));
    if (group) await this.openChat(group);
  }

  openChatMenu(anchor) {
    const { words, state } = this;
    const isGroup = state.chat.type !== "private";
    const items = [isGroup ? { label: words.openPrivate, run: () => this.openChat(this.user) } : { label: words.openGroup, run: () => this.openGroup() }];
    if (!isGroup && state.person.status === "member") items.push({ label: words.block, run: () => this.do("block") });
    openMenu(anchor, items, words.options);
  }

  openMessageMenu(message, anchor) {
    const { words, state } = this;
    const own = message.from.id === this.user && !message.from.is_bot;
    const text = message.text ?? message.caption;
    const target = (kind) => this.composer.setTarget({ kind, message });
    const forward = (chat) => this.do("forward", { message_id: message.message_id, from_chat: this.chatId, chat });
    const items = [
      { label: words.reply, run: () => target("reply") },
      own && message.text && !message.forward_origin && { label: words.edit, run: () => target("edit") },
      text && { label: words.copyText, run: async () => (await copyText(text)) && this.toast(words.copied) },
      { label: words.forward, run: () => forward(this.user) },
      state.groups[0] && { label: words.forwardGroup, run: () => forward(state.groups[0].id) },
    ];
    openMenu(anchor, items.filter(Boolean), words.messageOptions);
  }
}
