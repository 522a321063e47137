#!/usr/bin/env python3
"""Takes one chart out of a page of `interdict lab` as a picture that stands alone.

usage: lab_picture.py REPORT.html NUMBER > PICTURE.svg   (charts are numbered from 1)
"""
import re
import sys

COLUMNS = 4
LEGEND_ROW = 18
HEAD = 26


def rules_of(style):
    """Colours for a white ground, and what speaks of charts."""
    colours = re.search(r":root\{color-scheme:[^}]*?;(--[^}]*)\}", style).group(1)
    parts = re.findall(r"(svg[^{}]*)\{([^}]*)\}", style)
    charts = "".join("%s{%s}" % (selector.replace("svg ", ""), body)
                     for selector, body in parts if selector.startswith("svg "))
    return "svg{%s;font:12px sans-serif}%s.head{font-weight:600;font-size:14px}" % (colours, charts)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        page = file.read()
    figure = re.findall(r"<figure.*?</figure>", page, re.DOTALL)[int(sys.argv[2]) - 1]
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL).group(1)
    title = re.search(r"<figcaption[^>]*>(.*?)</figcaption>", figure, re.DOTALL).group(1)
    names = [re.sub(r"<svg.*?</svg>|<[^>]*>", "", item, flags=re.DOTALL).strip()
             for item in re.findall(r"<li(?:\s[^>]*)?>(.*?)</li>", figure, re.DOTALL)]
    svg = re.search(r"<svg.*?</svg>", figure, re.DOTALL).group(0)
    width, height = map(float, re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg).groups())
    inner = svg[svg.index(">") + 1:svg.rindex("</svg>")]
    total = height + HEAD + LEGEND_ROW * ((len(names) + COLUMNS - 1) // COLUMNS) + 10
    print('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %g %g" role="img">'
          % (width, total))
    print("<style>%s</style>" % rules_of(style))
    print('<rect width="%g" height="%g" fill="#fff"/>' % (width, total))
    print('<text class="head" x="12" y="18">%s</text>' % title)
    print('<g transform="translate(0 %d)">%s</g>' % (HEAD, inner))
    for place, name in enumerate(names):
        x = 20 + (place % COLUMNS) * (width - 20) / COLUMNS
        y = height + HEAD + LEGEND_ROW * (place // COLUMNS) + 8
        print('<path class="l c%d" d="M%g %gh28"/><text x="%g" y="%g">%s</text>'
              % (place, x, y, x + 34, y + 4, name))
    print("</svg>")


if __name__ == "__main__":
    main()
