"""How the debrief's page looks: light or dark as the reader's system is, one column on a phone, two on a desktop."""

STYLE = """
:root{--paper:#fcfcfa;--card:#fff;--ink:#1c1e21;--quiet:#5c626b;--line:#dfe1e4;--ground:#eceef0;
--good:#2f7d4f;--fair:#b87a10;--poor:#bf3b33;--time:#3b6fb0;--mark:#1c1e21;--code:#f1f2f3;--on:#fff}
@media (prefers-color-scheme:dark){:root{--paper:#15171a;--card:#1d2024;--ink:#e6e7e9;--quiet:#a2a8b0;--line:#34383e;
--ground:#2b2f35;--good:#5bbd84;--fair:#e0a84a;--poor:#ef7a70;--time:#7fb0ee;--mark:#f2f3f4;--code:#282c31;--on:#15171a}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);
font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:64rem;margin:0 auto;padding:1rem;display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
header,.wide{grid-column:1/-1}
h1{font-size:1.6rem;line-height:1.25;margin:.5rem 0}
h2{font-size:1.15rem;margin:0 0 .6rem}
h4{font-size:.95rem;margin:1rem 0 .2rem}
p{margin:.35rem 0}
small,.note{color:var(--quiet);font-size:.875rem;font-weight:400}
.score{font-size:2rem;font-weight:650;line-height:1.2;margin:.6rem 0 .2rem}
section{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem;min-width:0}
table{border-collapse:collapse;width:100%}
th{font-weight:400;text-align:start}
.chart th,.chart td{padding:.22rem 0;vertical-align:middle}
.chart th{width:46%;padding-inline-end:.6rem;line-height:1.3}
.chart th small{white-space:nowrap}
.chart .number{width:1%;white-space:nowrap;text-align:end;padding-inline-start:.6rem;
font-variant-numeric:tabular-nums;font-size:.9rem}
.bar svg{display:block;width:100%;height:.8rem;border-radius:.2rem}
.ground{fill:var(--ground)}.mark{fill:var(--mark)}
rect.good{fill:var(--good)}rect.fair,rect.slow{fill:var(--fair)}rect.poor{fill:var(--poor)}rect.time{fill:var(--time)}
figure{margin:.6rem 0}
.square{display:block;width:100%;max-width:22rem;margin:0 auto;font-size:12px}
.square text{fill:var(--quiet)}
.grid{stroke:var(--line);fill:none}.diagonal{stroke:var(--quiet);stroke-dasharray:5 4;fill:none}
.miss{stroke:var(--time);stroke-width:2;fill:none}
.square circle{fill:var(--time)}.square text.inside{fill:var(--on);font-weight:650}
.numbers td,.numbers thead th:not(:first-child){text-align:end;font-variant-numeric:tabular-nums}
.numbers th,.numbers td{padding:.25rem 0 .25rem .6rem;border-top:1px solid var(--line)}
.numbers th:first-child{padding-inline-start:0}
.numbers thead th{color:var(--quiet);font-size:.875rem;border-top:0}
ol,ul{margin:.3rem 0;padding-inline-start:1.4rem}
li{margin:.3rem 0}
li p{margin:0}
code,pre{font:.875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
code{background:var(--code);border-radius:.25rem;padding:.1em .35em;overflow-wrap:anywhere}
pre{background:var(--code);border-radius:.4rem;padding:.7rem;overflow-x:auto;margin:.5rem 0}
.commands{display:flex;flex-wrap:wrap;gap:.4rem;margin:.25rem 0}
blockquote{margin:.2rem 0;padding-inline-start:.8rem;border-inline-start:3px solid var(--line);
white-space:pre-wrap;overflow-wrap:anywhere}
details{border-top:1px solid var(--line);padding:.55rem 0}
summary{cursor:pointer;font-weight:600;padding-inline-start:.2rem}
details>summary::after{content:"";display:inline-block;width:.65rem;height:.65rem;border-radius:50%;margin-inline-start:.6rem;background:var(--quiet)}
details.good>summary::after{background:var(--good)}
details.fair>summary::after{background:var(--fair)}
details.poor>summary::after{background:var(--poor)}
.prompt{overflow-wrap:anywhere}
.points .made::marker{content:"\\2713\\2002";color:var(--good)}
.points .missed::marker{content:"\\2717\\2002";color:var(--poor)}
@media (min-width:52rem){main{grid-template-columns:minmax(0,1fr) minmax(0,1fr);padding:2rem 1.5rem}}
@media print{section{break-inside:avoid;border:0;padding:0}body{background:#fff}}
"""
