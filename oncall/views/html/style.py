"""How the page looks: on a phone and on a desk, by day and by night, and on paper."""

COLORS = """
:root { color-scheme: light dark; --ground: #f4f6f8; --card: #fff; --text: #1b2129; --soft: #515b67; --line: #d8dee5;
  --link: #0a53be; --error: #b3261e; --warning: #8a5300; --info: #17609c; --fine: #1d6b3a; --error-tint: #fdeceb;
  --warning-tint: #fdf3e1; --info-tint: #e8f2fb; --fine-tint: #e7f5ec; }
@media screen and (prefers-color-scheme: dark) {
  :root { --ground: #0e1116; --card: #171b22; --text: #e6eaf0; --soft: #a5afbb; --line: #343d49; --link: #8ab8ff;
    --error: #ff9d94; --warning: #f2bd68; --info: #8cc5f7; --fine: #85d6a1; --error-tint: #341b1c;
    --warning-tint: #2f2513; --info-tint: #14283a; --fine-tint: #142a1d; }
}
"""
"""What pages are drawn in, by day and by night."""
STYLE = (
    COLORS
    + """* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 3rem; max-width: 76rem; background: var(--ground); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; letter-spacing: -.01em; }
h2 { margin: 3rem 0 .75rem; font-size: 1.4rem; line-height: 1.25; letter-spacing: -.01em; }
h3 { margin: 0; font-size: 1.1rem; line-height: 1.35; }
h4 { margin: 1.25rem 0 .5rem; font-size: .9rem; color: var(--soft); }
p, ul, ol, dl, figure { margin: .4rem 0 0; }
ul, ol { padding-left: 1.25rem; }
ul[role=list], ol.ladder, ol.layers, ol.people { list-style: none; padding: 0; }
a { color: var(--link); text-underline-offset: .15em; text-decoration-thickness: 1px; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
code, .place { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875em; }
.soft, figcaption, caption { color: var(--soft); }
.soft { font-size: .925em; }
.description { white-space: pre-line; }
.alarm, .nobody { color: var(--error); font-weight: 600; }
.wins { color: var(--fine); font-weight: 600; }
.dot { display: inline-block; width: .7em; height: .7em; margin-right: .35em; vertical-align: -.02em; overflow: visible;
  stroke: var(--line); stroke-width: .15; }
.person { white-space: nowrap; }
.person bdi { white-space: normal; }
article, .cards > li, .proof, .plain { background: var(--card); border: 1px solid var(--line); border-radius: .75rem; }
article, .proof { margin-top: 1rem; padding: 1.25rem; }
.plain { padding: 1rem 1.25rem 1rem 2.25rem; }

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr)); gap: .75rem;
  margin-top: 1.25rem; }
.tiles a { display: block; height: 100%; padding: .8rem 1rem; border: 1px solid var(--tone); border-radius: .75rem;
  border-left-width: .35rem; background: var(--card); color: var(--text); text-decoration: none; }
.tiles a:hover strong { text-decoration: underline; }
.tiles span { display: block; color: var(--soft); font-size: .875rem; }
.tiles strong { color: var(--tone); font-size: 1.1rem; }
.error { --tone: var(--error); --tint: var(--error-tint); }
.warning { --tone: var(--warning); --tint: var(--warning-tint); }
.info { --tone: var(--info); --tint: var(--info-tint); }
.fine { --tone: var(--fine); --tint: var(--fine-tint); }

nav { margin-top: 1.25rem; padding: .9rem 1.25rem; border: 1px solid var(--line); border-radius: .75rem; }
nav > ul { columns: 15rem; column-gap: 2rem; margin: 0; }
nav > ul > li { break-inside: avoid; padding: .1rem 0; }
nav ul ul { margin: 0; padding-left: .9rem; font-size: .925rem; }
nav li { margin: 0; }
nav summary { font-size: .925rem; color: var(--soft); cursor: pointer; }

.cards { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); }
.cards > li { padding: 1rem 1.25rem; }
.cards p { margin: 0; }
.now { display: grid; gap: .15rem 0; }
.now > div { display: grid; grid-template-columns: 3rem 1fr; }
.now dt { color: var(--soft); }
.now dd { margin: 0; }
.now > div:first-child bdi { font-weight: 600; }

.scroll { overflow-x: auto; margin-top: .5rem; max-width: 100%;
  background: linear-gradient(to left, var(--card) 50%, transparent) right / 3rem 100% no-repeat local,
    linear-gradient(to left, var(--line), transparent) right / 1rem 100% no-repeat scroll; }
.picture { min-width: 46rem; }
.picture svg { display: block; width: 100%; height: auto; }
.picture svg .g { fill: none; }
table { width: 100%; border-collapse: collapse; font-size: .925rem; overflow-wrap: break-word; }
caption { text-align: left; padding-bottom: .4rem; }
th, td { padding: .45rem .9rem .45rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top;
  min-width: 4.5rem; max-width: 24rem; }
tbody tr:last-child > * { border-bottom: 0; }
thead th { color: var(--soft); font-size: .85rem; font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 600; }
.at { white-space: nowrap; }
.number { text-align: right; min-width: 0; font-variant-numeric: tabular-nums; white-space: nowrap; }
ol.people { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; }
.layers > li { padding: .5rem 0; }
.layers > li + li { border-top: 1px solid var(--line); }
.layers dl { margin-top: .2rem; font-size: .925rem; }
.layers dl > div { display: grid; grid-template-columns: 6.5rem 1fr; }
.layers dt { color: var(--soft); }
.layers dd { margin: 0; }
details { margin-top: 1rem; }
summary { color: var(--link); cursor: pointer; width: fit-content; }

.passes { display: grid; gap: 0 2rem; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr));
  margin-top: .5rem; }
.pass h4 { margin: .75rem 0 .25rem; }
.ladder > li { display: grid; grid-template-columns: 6rem 1fr; padding-bottom: 1rem; }
.ladder .when { text-align: right; padding-right: 1.1rem; line-height: 1.35; font-variant-numeric: tabular-nums; }
.ladder .when span { display: block; }
.ladder .when strong { white-space: nowrap; }
.ladder .what { position: relative; padding-left: 1.25rem; }
.ladder .what::before { content: ""; position: absolute; left: -.4rem; top: .35rem; width: .8rem; height: .8rem;
  border-radius: 50%; background: var(--link); }
.ladder .silent .what::before, .ladder .event .what::before { background: var(--card);
  border: 2px solid var(--soft); }
.ladder .what::after { content: ""; position: absolute; left: -1px; top: 1.4rem; bottom: -1rem; width: 2px;
  background: var(--line); }
.ladder > li:last-child .what::after { display: none; }
.level { color: var(--soft); font-size: .85rem; }

.finding { border-left: .35rem solid var(--tone); }
.severity { display: inline-block; padding: 0 .55rem; border-radius: 1rem; background: var(--tint); color: var(--tone);
  font-size: .875rem; line-height: 1.6; border: 1px solid currentColor; margin-right: .25rem; }
.mend strong { color: var(--fine); }
.spans { color: var(--soft); font-size: .925em; }
.proofs li { display: grid; grid-template-columns: 4rem 1fr; padding: .15rem 0; }
.proof figcaption { margin-top: .6rem; padding-top: .6rem; border-top: 1px solid var(--line); font-size: .925em; }
footer { margin-top: 3rem; color: var(--soft); font-size: .875rem; }

@media (max-width: 40rem) {
  body { padding: 1.25rem .75rem 2rem; }
  h1 { font-size: 1.6rem; }
  article, .proof, .cards > li { padding: .9rem; }
  table { font-size: .875rem; }
  th, td { padding-right: .4rem; }
  tr > :last-child { padding-right: 0; }
  .ladder > li { grid-template-columns: 5.5rem 1fr; }
  .ladder .when { padding-right: .9rem; }
}
@media (min-width: 30.01rem) { .at wbr { display: none; } }
@media print {
  @page { margin: 14mm; }
  :root { --ground: #fff; }
  html { font-size: 9.5pt; }
  body { padding: 0; max-width: none; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  h2, h3, h4, caption, thead, article > p:not(:last-child) { break-after: avoid; }
  h2 { margin-top: 1.5rem; }
  table, tr, li, figure, .finding, .together, .pass, .now, .tiles { break-inside: avoid; }
  thead { display: table-header-group; }
  .scroll { overflow: visible; }
  .picture { min-width: 0; }
  a { color: inherit; text-decoration: none; }
  details:not([open]) { display: none; }
  summary { list-style: none; color: var(--soft); }
  .at { white-space: normal; }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
"""
)
"""Its colours are read on each other with a contrast of 4.5 at least, as WCAG 2.2 asks for at level AA.

A shade at the edge of a table or a picture says that it goes on to the right; its end covers the shade.
"""
