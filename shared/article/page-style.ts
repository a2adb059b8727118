/**
 * The one style sheet of all pages, inlined: a page is one request. The content security policy names its SHA-256, so it
 * must stand between `<style>` and `</style>` exactly as it is here.
 */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--ink:#1a1a1a;--soft:#555;--paper:#fff;--line:#d4d4d4;--link:#0b57a4;--mark:#fff4d6}
@media (prefers-color-scheme:dark){:root{--ink:#ececec;--soft:#b3b3b3;--paper:#151515;--line:#3c3c3c;--link:#8cc2ff;--mark:#3a3113}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 Georgia,'Times New Roman',serif;overflow-wrap:anywhere}
a{color:var(--link)}
:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;inset-inline-start:-999rem}
.skip:focus{inset-inline-start:1rem;top:1rem;padding:.5rem 1rem;background:var(--paper)}
.masthead,main,.foot{max-width:42rem;margin:0 auto;padding:1rem}
.masthead{border-bottom:1px solid var(--line)}
.masthead p{margin:0;font-size:1.5rem;font-weight:700}
.masthead ul,.tags{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:.5rem 0 0;padding:0;list-style:none}
.masthead a{color:inherit}
h1{margin:.25rem 0 .75rem;font-size:clamp(1.6rem,5vw,2.4rem);line-height:1.2}
h2{line-height:1.3}
.deck{font-size:1.2rem}
.meta,.foot,.items p.meta{color:var(--soft);font-size:.9rem}
.meta{margin:.25rem 0}
.correction{margin:1rem 0;padding:.75rem 1rem;border-inline-start:4px solid var(--link);background:var(--mark)}
figure{margin:1rem 0}
figure img,.body img,.items img{max-width:100%;height:auto}
figcaption{color:var(--soft);font-size:.9rem}
.body pre{white-space:pre-wrap}
.wide{overflow-x:auto}
.wide table{border-collapse:collapse;overflow-wrap:normal}
.wide td,.wide th{padding:.25rem .5rem;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}
.body blockquote{margin-inline:0;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}
.items{margin:0;padding:0;list-style:none}
.items li{padding:1rem 0;border-bottom:1px solid var(--line)}
.items h2{margin:0;font-size:1.25rem}
.items p{margin:.25rem 0}
.comments,.comments ol{margin:0;padding:0;list-style:none}
.comments li{padding:.75rem 0;border-top:1px solid var(--line)}
.comments li ol{margin-top:.5rem;padding-inline-start:1rem;border-inline-start:3px solid var(--line)}
.comments p{margin:.25rem 0}
.comments .featured{margin-inline-start:-.5rem;padding-inline-start:.5rem;border-inline-start:4px solid var(--link)}
.comments .actions button{padding:.125rem .5rem;font-size:.9rem}
.comments .mark{padding:0 .375rem;border-radius:4px;background:var(--mark);color:var(--ink)}
.comments .state{padding:.25rem .5rem;background:var(--mark);color:var(--ink)}
.comment-form input,.comment-form textarea,.comment-form select{display:block;width:100%;padding:.5rem;border:1px solid var(--soft);border-radius:4px;background:var(--paper);color:inherit;font:inherit}
.comment-form .trap{position:absolute;inset-inline-start:-999rem}
button[aria-pressed=true]{background:var(--mark);border-color:var(--link)}
button,select{padding:.375rem .75rem;border:1px solid var(--soft);border-radius:4px;background:var(--paper);color:var(--link);font:inherit;cursor:pointer}
button:disabled{color:var(--soft);cursor:default}
.actions{display:flex;flex-wrap:wrap;gap:.5rem}
`;
