// A month's charges have a posting per household, and Fava draws a mark for each of them beside the
// narration: in the journal only the first ones are shown, so that the narration can be read.
const sheet = new CSSStyleSheet();
sheet.replaceSync(".indicators > :nth-child(n + 9) { display: none; }");

// Money in whole fen, so that nothing is ever off by a rounding.
function fen(text) {
  const said = /^([+-]?)(\d{1,13})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(",", "").trim());
  if (!said) return null;
  const whole = Number(said[2]) * 100 + Number((said[3] ?? "").padEnd(2, "0"));
  return said[1] === "-" ? -whole : whole;
}

function yuan(amount) {
  const whole = Math.abs(amount);
  const text = `${Math.floor(whole / 100)}.${String(whole % 100).padStart(2, "0")}`;
  return amount < 0 ? `-${text}` : text;
}

const parts = (form) => [...form.querySelectorAll("[data-part]")];
const field = (part, name) => part.querySelector(`[name=${name}]`);

// What is left to place; a part without an amount takes nothing yet, one that is none makes it null.
function rest(form) {
  const whole = fen(form.closest("[data-whole]").dataset.whole) ?? 0;
  return parts(form).reduce((left, part) => {
    const amount = fen(field(part, "amount").value || "0");
    return left === null || amount === null ? null : left - amount;
  }, whole);
}

function showRest(form) {
  const left = rest(form);
  const full = left === 0 && parts(form).every((part) => fen(field(part, "amount").value));
  const shown = form.querySelector(".rest");
  shown.textContent = left === null ? "金额写成 88.00" : `还差 ${yuan(left)}`;
  shown.classList.toggle("off", !full);
  form.querySelector("[type=submit]").disabled = !full;
}

function addPart(form, account = "", holder = "", left = rest(form)) {
  const several = parts(form);
  const copy = several[0].cloneNode(true);
  field(copy, "account").value = account;
  field(copy, "holder").value = holder;
  field(copy, "amount").value = left ? yuan(left) : "";
  several.at(-1).after(copy);
  showRest(form);
  return copy;
}

function fill(card, places) {
  const details = card.querySelector("[data-form=assign]");
  const form = details.querySelector("form");
  parts(form)
    .slice(1)
    .forEach((part) => part.remove());
  const [first] = parts(form);
  field(first, "account").value = places[0].dataset.account;
  field(first, "holder").value = places[0].dataset.holder;
  field(first, "amount").value = places.length > 1 ? "" : card.dataset.whole;
  places.slice(1).forEach((place) => addPart(form, place.dataset.account, place.dataset.holder, 0));
  details.open = true;
  showRest(form);
  const empty = [...form.elements].find((one) => one.name !== "narration" && one.name && !one.value);
  (empty ?? form.querySelector("[type=submit]")).focus();
}

// The only requests that write: JSON with the page's own token.
async function send(where, endpoint, body) {
  const output = where.querySelector("output");
  const buttons = [...where.querySelectorAll("button")];
  const token = where.closest("[data-token]").dataset.token;
  buttons.forEach((button) => (button.disabled = true));
  output.textContent = "正在检查、写入……";
  try {
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Owners-Ledger-Token": token },
      body: JSON.stringify(body),
    });
    if (answer.ok) {
      window.location.reload();
      return;
    }
    const said = await answer.json().catch(() => ({ error: "没有写入", remedy: "" }));
    output.textContent = [said.error, said.remedy].filter(Boolean).join(" → ");
  } catch {
    output.textContent = "账本没有应答：请看 owners-ledger serve 是不是还开着。";
  }
  buttons.forEach((button) => (button.disabled = false));
}

function settle(card, decision) {
  const { ref, version } = card.dataset;
  return send(card, "settle", { ref, version, ...decision });
}

function onClick(event) {
  const button = event.target.closest?.(".ol [data-act]");
  if (!button) return;
  const card = button.closest("[data-ref]");
  const act = button.dataset.act;
  if (act === "accept") settle(card, { action: "accept", number: Number(button.dataset.number) });
  else if (act === "fill") fill(card, [...button.querySelectorAll("[data-account]")]);
  else if (act === "more") field(addPart(button.closest("form")), "account").focus();
  else if (act === "undo") {
    const where = button.closest("[data-undo]");
    send(where, "undo", { key: where.dataset.undo });
  }
}

function onSubmit(event) {
  const form = event.target.closest?.(".ol [data-form] form");
  if (!form) return;
  event.preventDefault();
  const card = form.closest("[data-ref]");
  if (form.closest("[data-form]").dataset.form === "leave") {
    settle(card, { action: "leave", why: form.why.value, due: form.due.value });
    return;
  }
  const several = parts(form).map((part) => ({
    account: field(part, "account").value,
    holder: field(part, "holder").value,
    amount: field(part, "amount").value,
  }));
  settle(card, { action: "assign", parts: several, narration: form.narration.value });
}

function onInput(event) {
  const search = event.target.closest?.(".ol [data-filter]");
  if (search) {
    const words = search.value.trim().toLowerCase().split(/\s+/);
    search.nextElementSibling.querySelectorAll("tbody tr").forEach((row) => {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    });
  }
  const form = event.target.closest?.(".ol [data-form=assign] form");
  if (form && event.target.name === "amount") showRest(form);
}

export default {
  init() {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    document.addEventListener("click", onClick);
    document.addEventListener("submit", onSubmit);
    document.addEventListener("input", onInput);
  },
};
