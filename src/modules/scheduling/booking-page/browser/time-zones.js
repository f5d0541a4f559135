import { element } from './elements.js';

/** @returns {string} IANA zone of the device */
export function detectedTimeZone() {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/**
 * Select of all zones that the browser knows, grouped by region.
 * @param {string} chosen
 * @param {(timeZone: string) => void} onChange
 */
export function timeZoneSelect(chosen, onChange) {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', chosen]);
  /** @type {Map<string, string[]>} */
  const regions = new Map();
  for (const zone of [...zones].sort()) {
    const region = zone.includes('/') ? zone.slice(0, zone.indexOf('/')) : '';
    regions.set(region, [...(regions.get(region) ?? []), zone]);
  }
  const options = [...regions].map(([region, members]) =>
    region === ''
      ? members.map((zone) => option(zone, chosen))
      : [element('optgroup', { label: region }, ...members.map((zone) => option(zone, chosen)))],
  );
  const select = element('select', { id: 'time-zone', change: () => onChange(select.value) }, ...options.flat());
  return select;
}

/**
 * @param {string} zone
 * @param {string} chosen
 */
function option(zone, chosen) {
  return element('option', { value: zone, selected: zone === chosen }, zone.replaceAll('_', ' '));
}
