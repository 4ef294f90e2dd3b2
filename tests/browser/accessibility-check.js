/**
 * Runs in the page and returns problems as sentences: the part of WCAG 2.2 A/AA that a program can see and that this
 * app could break. Evaluated as text, so it must be one expression and needs nothing from outside.
 */
(() => {
  const problems = [];
  const shown = (element) => element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true });
  const describe = (element) => `<${element.tagName.toLowerCase()}> "${(element.textContent ?? '').trim().slice(0, 40)}"`;
  const name = (element) =>
    element.getAttribute('aria-label') ??
    (element.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '')
      .join('')
      .trim() ??
    '';
  const accessibleName = (element) =>
    name(element) || [...(element.labels ?? [])].map((label) => label.textContent).join('') || element.textContent.trim();

  if (document.documentElement.lang === '') problems.push('the page states no language');
  if (document.title.trim() === '') problems.push('the page has no title');
  if ([...document.querySelectorAll('main')].filter(shown).length !== 1) problems.push('not exactly one main landmark');
  if ([...document.querySelectorAll('h1')].filter(shown).length !== 1) problems.push('not exactly one h1');

  let level = 0;
  for (const heading of [...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter(shown)) {
    const own = Number(heading.tagName[1]);
    if (level > 0 && own > level + 1) problems.push(`heading level jumps from ${level} to ${own}: ${describe(heading)}`);
    level = own;
  }
  const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
  for (const id of new Set(ids.filter((own, index) => ids.indexOf(own) !== index))) problems.push(`id ${id} is used twice`);
  for (const element of [
    ...document.querySelectorAll('button,a[href],select,input,summary,iframe,[role=img],[role=application]'),
  ].filter(shown)) {
    if (accessibleName(element) === '' && !element.getAttribute('title'))
      problems.push(`no accessible name: ${describe(element)}`);
  }
  for (const image of document.querySelectorAll('img:not([alt])'))
    problems.push(`image without alt: ${image.outerHTML.slice(0, 60)}`);
  for (const header of document.querySelectorAll('thead th:not([scope])')) problems.push(`th without scope: ${describe(header)}`);
  for (const button of [...document.querySelectorAll('button,select')].filter(shown)) {
    const { width, height } = button.getBoundingClientRect();
    if (Math.min(width, height) < 24) problems.push(`target under 24 px: ${describe(button)}`);
  }

  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = ([r, g, b]) =>
    [r, g, b]
      .map((value) => value / 255)
      .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
      .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0);
  const background = (element) => {
    for (let at = element; at !== null; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length > 0 && (colour[3] ?? 1) === 1) return colour;
    }
    return [255, 255, 255];
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (texts.currentNode.textContent.trim() === '' || element === null || !shown(element) || element.closest('svg')) continue;
    if (element.closest(':disabled')) continue;
    const [light, dark] = [luminance(channels(getComputedStyle(element).color)), luminance(background(element))].sort(
      (a, b) => b - a,
    );
    const contrast = (light + 0.05) / (dark + 0.05);
    if (contrast < 4.5) problems.push(`contrast ${contrast.toFixed(2)} under 4.5: ${describe(element)}`);
  }
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) problems.push('the page scrolls sideways');
  return problems;
})();
