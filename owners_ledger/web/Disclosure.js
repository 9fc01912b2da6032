// A month's charges have a posting per household, and Fava draws a mark for each of them beside the
// narration: in the journal only the first ones are shown, so that the narration can be read.
const sheet = new CSSStyleSheet();
sheet.replaceSync(".indicators > :nth-child(n + 9) { display: none; }");

export default {
  init() {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  },
};
