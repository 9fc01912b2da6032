// What a check of accessibility asks of a page as it is drawn; answers with what is wrong.
() => {
  const wrong = [];
  const shown = (one) => one.checkVisibility({ checkVisibilityCSS: true }) && one.getClientRects().length;
  const said = (one) =>
    one.getAttribute("aria-label") || one.innerText?.trim() || [...(one.labels ?? [])].map((l) => l.innerText).join("");
  for (const one of document.querySelectorAll("a[href], button, summary, input, select, textarea, label[for=large]")) {
    if (!shown(one)) continue;
    const what = `${one.tagName} ${said(one)}`;
    if (!said(one)) wrong.push(`no name: ${one.outerHTML.slice(0, 80)}`);
    if (one.classList.contains("switch") || one.classList.contains("skip")) continue;
    const box = one.getBoundingClientRect();
    if (box.height < 43.5 || box.width < 24) wrong.push(`small: ${what} ${box.width}×${box.height}`);
  }
  const parts = (text) => (text.match(/[\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const behind = (one) => {
    for (let at = one; at; at = at.parentElement) {
      const [r, g, b, a = 1] = parts(getComputedStyle(at).backgroundColor);
      if (a) return [r, g, b];
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let texts = 0, smallest = 100;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement;
    if (!node.data.trim() || !shown(one) || one.closest("title, desc, option")) continue;
    const style = getComputedStyle(one);
    const color = one.closest("svg") ? style.fill : style.color;
    const [a, b] = [light(parts(color)), light(behind(one))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) wrong.push(`contrast ${ratio.toFixed(1)}: ${node.data.trim().slice(0, 30)}`);
    if (!one.closest("svg")) smallest = Math.min(smallest, parseFloat(style.fontSize));
    texts += 1;
  }
  if (smallest < 15) wrong.push(`small type: ${smallest}`);
  if (texts < 20) wrong.push(`only ${texts} texts looked at`);
  const over = document.documentElement.scrollWidth - innerWidth;
  if (over > 0) wrong.push(`${over} px too wide`);
  return wrong;
}
