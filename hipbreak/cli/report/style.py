"""The report's style sheet: paper first, screen second, in the product's light colours."""

from __future__ import annotations

from hipbreak.ui.look.theme import LIGHT

SHADES = ("#EFEDE7", "#D3E6E0", "#BCD9D1", "#93C3B9", "#64A79D", "#3F8C84", "#22695F")
"""From no sitting to the whole hour; each step is darker, so that grey print keeps their order."""

CSS = f"""
@page {{ size: auto; margin: 13mm 15mm; }}
* {{ box-sizing: border-box; -webkit-print-color-adjust: exact; print-color-adjust: exact; }}
html {{ background: #fff; color: {LIGHT.ink}; }}
body {{ font: 14px/1.45 "Inter", "Segoe UI", "Helvetica Neue", system-ui, sans-serif;
  max-width: 780px; margin: 0 auto; padding: 36px 30px 48px;
  font-variant-numeric: tabular-nums; }}
header {{ display: flex; justify-content: space-between; align-items: flex-end; gap: 32px;
  padding-bottom: 14px; border-bottom: 2px solid {LIGHT.sitting}; }}
h1 {{ font-size: 26px; line-height: 1.15; margin: 0 0 4px; letter-spacing: -.01em; }}
h2 {{ font-size: 15.5px; margin: 0 0 3px; }}
p {{ margin: 0; }}
.muted, .note {{ color: {LIGHT.muted}; }}
.note {{ font-size: 12.5px; }}
.who {{ min-width: 250px; color: {LIGHT.muted}; font-size: 12.5px; }}
.who div {{ display: flex; gap: 8px; margin-top: 12px; }}
.who i {{ flex: 1; border-bottom: 1px solid {LIGHT.muted}; }}
.lead {{ margin: 18px 0 16px; padding: 13px 18px; border-radius: 10px; background: {LIGHT.tint};
  font-size: 16px; font-weight: 600; }}
.tiles {{ display: grid; grid-template-columns: repeat(5, 1fr); margin: 0 0 6px; }}
.tiles div {{ padding: 0 12px; border-left: 1px solid {LIGHT.edge}; }}
.tiles div:first-child {{ padding-left: 0; border: 0; }}
.tiles dt {{ font-size: 12.5px; color: {LIGHT.muted}; }}
.tiles dd {{ margin: 1px 0 0; font-size: 19px; font-weight: 700; white-space: nowrap; }}
.tiles small {{ display: block; font-size: 11.5px; color: {LIGHT.muted}; min-height: 1.4em; }}
section {{ margin-top: 24px; break-inside: avoid; }}
section > svg, section > table {{ margin-top: 9px; }}
svg {{ display: block; width: 100%; height: auto; overflow: visible; }}
svg text {{ font: 12px "Inter", "Segoe UI", "Helvetica Neue", system-ui, sans-serif;
  fill: {LIGHT.ink}; }}
svg .tick {{ fill: {LIGHT.muted}; font-size: 11px; }}
svg .quiet {{ fill: {LIGHT.muted}; }}
svg .strong {{ font-weight: 700; fill: {LIGHT.alarm}; }}
svg .grid {{ stroke: {LIGHT.edge}; stroke-width: .8; }}
svg .axis {{ stroke: {LIGHT.muted}; stroke-width: 1; }}
svg .drop {{ stroke: {LIGHT.edge}; stroke-width: 2.5; }}
.track {{ fill: #F4F2ED; }} .sitting {{ fill: {LIGHT.sitting}; }}
.standing {{ fill: {LIGHT.standing}; }} .long {{ fill: {LIGHT.accent}; }}
.before {{ fill: #fff; stroke: {LIGHT.accent}; stroke-width: 2.5; }}
.after {{ fill: {LIGHT.sitting}; }}
.ring {{ fill: none; stroke: {LIGHT.accent}; stroke-width: 2; }}
{" ".join(f".heat{number} {{ fill: {shade}; }}" for number, shade in enumerate(SHADES))}
.key {{ display: flex; flex-wrap: wrap; gap: 4px 18px; margin-top: 7px; font-size: 12px;
  color: {LIGHT.muted}; align-items: center; }}
.key span {{ display: inline-flex; align-items: center; gap: 6px; }}
.key svg {{ width: 12px; height: 12px; }}
.key .scale svg {{ width: 96px; height: 11px; }}
table {{ width: 100%; border-collapse: collapse; font-size: 13px; }}
th {{ font-weight: 500; font-size: 12px; color: {LIGHT.muted}; text-align: left; }}
th, td {{ padding: 5px 14px 5px 0; border-bottom: 1px solid {LIGHT.soft};
  vertical-align: baseline; }}
th:last-child, td:last-child {{ padding-right: 0; }}
td.n, th.n {{ text-align: right; white-space: nowrap; padding-right: 30px; }}
td.d, th.d {{ width: 236px; padding-top: 0; padding-bottom: 0; vertical-align: middle; }}
.below {{ margin-top: 5px; }}
tr:last-child td {{ border-bottom: 0; }}
ul {{ margin: 6px 0 0; padding-left: 17px; font-size: 12.5px; color: {LIGHT.muted}; }}
li {{ margin: 2px 0; }}
footer {{ margin-top: 24px; padding-top: 10px; border-top: 1px solid {LIGHT.edge};
  font-size: 12px; color: {LIGHT.muted}; break-inside: avoid; }}
@media print {{
  body {{ max-width: none; padding: 0; font-size: 12.5px; }}
  section {{ margin-top: 16px; }}
  table {{ font-size: 12px; }} th, td {{ padding-top: 3px; padding-bottom: 3px; }}
  ul {{ font-size: 11px; }} li {{ margin: 1px 0; }} .note {{ font-size: 11.5px; }}
  footer {{ margin-top: 12px; padding-top: 7px; font-size: 11px; }}
}}
@media (max-width: 640px) {{
  header {{ display: block; }} .tiles {{ grid-template-columns: repeat(2, 1fr); gap: 12px 0; }}
  .tiles div {{ padding: 0; border: 0; }}
}}
"""
