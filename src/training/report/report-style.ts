/** Style of the report: calm on a screen, complete on A4. No outside fonts, no scripts. */
export const REPORT_STYLE = `
:root { --ink: #1d2733; --soft: #5a6775; --line: #d9dfe5; --faint: #f4f6f8; --training: #7b8794; --validation: #0b66a3; --external: #c4520b; --positive: #0b66a3; --negative: #8794a1; --cut: #b3261e; }
* { box-sizing: border-box; }
body { margin: 0; color: var(--ink); background: #fff; font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
main { max-width: 1000px; margin: 0 auto; padding: 40px 32px 80px; }
h1 { font-size: 30px; line-height: 1.2; margin: 0 0 6px; letter-spacing: -0.01em; }
h2 { font-size: 22px; margin: 56px 0 12px; padding-top: 14px; border-top: 1px solid var(--line); letter-spacing: -0.005em; }
h3 { font-size: 16px; margin: 30px 0 8px; }
section { scroll-margin-top: 44px; }
p { margin: 0 0 12px; max-width: 74ch; }
.lead { color: var(--soft); }
.banner { position: sticky; top: 0; z-index: 2; background: #fff4d6; border-bottom: 1px solid #e3c878; color: #5b4300; text-align: center; padding: 8px 16px; font-size: 14px; font-weight: 600; }
nav ol { list-style: none; columns: 2; padding: 0; margin: 18px 0 0; font-size: 15px; line-height: 1.5; }
nav li { padding: 2px 0; break-inside: avoid; }
a { color: var(--validation); text-decoration: none; } a:hover { text-decoration: underline; }
.glance { display: flex; flex-wrap: wrap; gap: 16px; margin: 24px 0 8px; }
.glance div { flex: 1 1 180px; max-width: 312px; border: 1px solid var(--line); border-top: 4px solid var(--soft); border-radius: 4px; padding: 14px 16px 12px; }
.glance .training { border-top-color: var(--training); } .glance .validation { border-top-color: var(--validation); } .glance .external { border-top-color: var(--external); }
.glance b { display: block; font-size: 28px; line-height: 1.2; font-weight: 600; } .glance .absent { font-size: 18px; color: var(--soft); }
.glance span { display: block; color: var(--soft); font-size: 14px; }
.table { overflow-x: auto; margin: 10px 0 20px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; line-height: 1.4; }
thead th { border-bottom: 2px solid var(--ink); text-align: left; vertical-align: bottom; font-weight: 600; }
th, td { padding: 6px 14px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th[scope=row] { font-weight: 500; text-align: left; }
.number { text-align: right; } td.number { white-space: nowrap; } th:last-child, td:last-child { padding-right: 0; }
td .missing { white-space: normal; } .missing { color: var(--soft); font-style: italic; } p.missing { background: var(--faint); padding: 10px 14px; border-left: 3px solid var(--line); max-width: none; }
figure { margin: 18px 0 28px; } figcaption { color: var(--soft); font-size: 14px; line-height: 1.45; max-width: 90ch; margin-top: 6px; }
.drawings { display: grid; gap: 18px; align-items: start; } .columns-2 { grid-template-columns: 1fr 1fr; } .columns-3 { grid-template-columns: 1fr 1fr 1fr; }
.beside { display: grid; grid-template-columns: minmax(0, 470px) minmax(max-content, 1fr); gap: 28px; align-items: center; }
svg { display: block; width: 100%; height: auto; font-size: 12px; } svg text { fill: var(--ink); }
.tick, .legend { font-size: 11.5px; } svg .tick { fill: var(--soft); } .label { font-size: 12.5px; } .title { font-size: 14px; font-weight: 600; } .heading { font-size: 13px; font-weight: 600; } .row { font-size: 12.5px; } .count { font-size: 13px; font-weight: 600; }
svg .mark { font-size: 10.5px; fill: #7a5f10; letter-spacing: 0.04em; } svg .absent { fill: var(--soft); font-style: italic; paint-order: stroke; stroke: #fff; stroke-width: 5px; }
.grid { stroke: #e9edf1; stroke-width: 1; } .axis { stroke: #8794a1; stroke-width: 1; fill: none; } .reference { stroke: #8794a1; stroke-width: 1; stroke-dasharray: 4 4; fill: none; } .whisker { stroke: #44515e; stroke-width: 1.3; } .spike { stroke: #9aa6b2; stroke-width: 1.4; fill: none; } .cut { stroke: var(--cut); stroke-width: 1.3; stroke-dasharray: 2 3; }
.line, .path, .other, .all, .none { fill: none; stroke-width: 2; stroke-linejoin: round; } .line.training { stroke: var(--training); stroke-dasharray: 7 4; } .line.validation { stroke: var(--validation); } .line.external { stroke: var(--external); stroke-dasharray: 2.5 3; }
.all { stroke: #44515e; stroke-width: 1.2; } .none { stroke: #44515e; stroke-width: 1.2; stroke-dasharray: 1 3; } .other { stroke-width: 1.5; } .other-0 { stroke: #2e7d4f; stroke-dasharray: 6 3; } .other-1 { stroke: #8a4fa3; stroke-dasharray: 3 2; } .other-2 { stroke: #8a6d1f; stroke-dasharray: 8 2 2 2; }
.dot { fill: var(--ink); stroke: #fff; stroke-width: 1; } .dot.training { fill: var(--training); } .dot.validation { fill: var(--validation); } .dot.external { fill: var(--external); } .cv-dot { fill: var(--validation); }
.bar { fill: var(--validation); } .bar.negative { fill: var(--negative); } .bar.clinical { fill: var(--external); }
.path { stroke: #cbd3da; stroke-width: 1; } .path.named-0 { stroke: #0b66a3; } .path.named-1 { stroke: #c4520b; } .path.named-2 { stroke: #2e7d4f; } .path.named-3 { stroke: #8a4fa3; } .path.named-4 { stroke: #8a6d1f; } .path.named-5 { stroke: #1d2733; } [class*="named-"] { stroke-width: 1.8; }
.box { fill: #fff; stroke: #8794a1; } .box.side { fill: var(--faint); stroke: var(--line); }
.legend-list { list-style: none; columns: 2; padding: 0; margin: 6px 0; font-size: 13px; } .legend-list li { display: flex; gap: 8px; align-items: center; break-inside: avoid; } .legend-list svg { width: 22px; flex: none; } .legend-list.inline { margin: -14px 0 22px; columns: auto; display: flex; flex-wrap: wrap; gap: 2px 22px; } .legend-list span { color: var(--soft); }
.status { white-space: nowrap; font-weight: 600; } .authors { color: #8a4b00; } .answered { color: #1c6a3c; } .notice { color: var(--soft); }
footer { margin-top: 60px; padding-top: 14px; border-top: 1px solid var(--line); color: var(--soft); font-size: 13px; }
@media screen and (max-width: 760px) { main { padding: 24px 16px 60px; } .columns-2, .columns-3, .beside { grid-template-columns: 1fr; } nav ol { columns: 1; } .legend-list { columns: 1; } }
@page { size: A4; margin: 18mm 14mm 18mm; @bottom-right { content: counter(page); font: 8pt system-ui, sans-serif; color: #5a6775; } }
@media print { body { font-size: 10.5pt; } main { max-width: none; padding: 0; } nav { display: none; } h2 { margin-top: 26pt; break-after: avoid; } h3 { break-after: avoid; } p { orphans: 3; widows: 3; } figure, tr, .glance, .whole { break-inside: avoid; } .columns-3 { gap: 10px; } .columns-3 .tick { font-size: 15.5px; } .columns-3 .label { font-size: 16px; } .columns-3 .title { font-size: 15.5px; } .legend-list { break-before: avoid; break-inside: avoid; } thead { display: table-header-group; } table { font-size: 8pt; } th, td { padding-right: 8px; } .beside { gap: 16px; } figcaption { font-size: 8.6pt; } .table { overflow: visible; } .banner { position: static; border: 1px solid #e3c878; margin-bottom: 10pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; } .glance div, .box, .bar, .dot { print-color-adjust: exact; -webkit-print-color-adjust: exact; } a { color: inherit; } }
`;

/** On every printed page. */
export const SIMULATED_STYLE =
  '@page { @top-center { content: "Simulated data"; font: 600 8pt system-ui, sans-serif; color: #8a6d1f; } }';
