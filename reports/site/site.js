// 大字的记忆、提问的文字、锚点和打印时点开。没有它，网页照样能看。
"use strict";
(() => {
  const $ = (id) => document.getElementById(id);

  // 从文件夹打开时，有的浏览器不让记：那就不记。
  const memory = {
    read() { try { return localStorage.getItem("large"); } catch { return null; } },
    write(value) { try { localStorage.setItem("large", value); } catch { /* 不记 */ } },
  };
  const large = $("large");
  const kept = memory.read();
  if (kept !== null) large.checked = kept === "1";
  large.addEventListener("change", () => memory.write(large.checked ? "1" : "0"));

  const all = () => [...document.querySelectorAll("details")];
  const toTarget = () => {
    const target = location.hash.length > 1 && $(decodeURIComponent(location.hash.slice(1)));
    const closed = target && target.closest("details:not([open])");
    if (closed) { closed.open = true; target.scrollIntoView(); }
  };
  toTarget();
  addEventListener("hashchange", toTarget);

  const button = $("open-all");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const open = all().some((one) => !one.open);
      for (const one of all()) one.open = open;
      button.textContent = open ? "全部收起" : "全部点开";
    });
  }

  const result = $("ask-result");
  if (!result) return;
  const item = $("ask-item"), text = $("ask-text"), said = $("ask-said");
  for (const one of document.querySelectorAll(".composer")) one.hidden = false;
  const compose = () => {
    result.value = `${result.dataset.head}\n项目：${item.value || result.dataset.none}\n问题：${text.value.trim()}`;
    said.textContent = "";
  };
  item.addEventListener("change", compose);
  text.addEventListener("input", compose);
  compose();
  for (const link of document.querySelectorAll(".ask-about")) {
    link.addEventListener("click", () => { item.value = link.dataset.item; compose(); });
  }
  $("ask-copy").addEventListener("click", async () => {
    let done = false;
    try { await navigator.clipboard.writeText(result.value); done = true; } catch {
      result.select();
      try { done = document.execCommand("copy"); } catch { done = false; }
    }
    said.textContent = done ? "已复制，可以去粘贴了。" : "没有复制成：请按住上面的文字，自己复制。";
  });
})();
