// What other sites show of a page when somebody links to it.

/**
 * Gives a page its title, its description and a picture, in the words of the
 * Open Graph protocol. path and image are relative to the root of the page;
 * with a site they become absolute, as most readers want them.
 */
export function introduce(html, { title, description, path, image, site }) {
  const here = (relative) => (site ? new URL(relative, site).href : relative);
  const tags = {
    "og:type": "website",
    "og:site_name": "Sluice",
    "og:title": title,
    "og:description": description,
    "og:url": here(path),
    "og:image": here(image),
  };
  const meta = Object.entries(tags).map(([property, content]) => tag("property", property, content));
  meta.push(tag("name", "twitter:card", "summary_large_image"));
  if (site) meta.push(`<link rel="canonical" href="${quoted(here(path))}">`);
  return html
    .replace(/<title>[^<]*<\/title>/, () => [`<title>${quoted(title)}</title>`, ...meta].join("\n    "))
    .replace(/<meta name="description"[^>]*>/, () => tag("name", "description", description));
}

/** A page one folder down that is otherwise the same: what it names is found from the folder above. */
export function moveDown(html) {
  return html
    .replace("base-uri 'none'", "base-uri 'self'")
    .replace(/<meta name="viewport"/, (viewport) => `<base href="../">\n    ${viewport}`);
}

/** The address of the site as make was told it, with a slash at its end; undefined for none. */
export function siteAddress(text) {
  if (!text) return undefined;
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new Error(`SITE is the address of the page, such as https://example.org/sluice/, not ${text}`);
  }
  return text.endsWith("/") ? text : `${text}/`;
}

function tag(kind, name, content) {
  return `<meta ${kind}="${name}" content="${quoted(content)}">`;
}

function quoted(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
