/**
 * Stands in for the CSS parser (190 KB) that linkedom would read `<style>` elements with: the pages that functions open have
 * none, as they are left out while the DOM is built.
 */
export function parse(): never {
  throw new Error('No function reads style sheets');
}
