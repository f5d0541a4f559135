import { element } from './elements.js';
import { isFoundIn, offsetOf, presentName, spellingsOf } from './zone-names.js';

/** How many zones that were found are shown at once. */
const MOST_SHOWN = 6;

/** @returns {string} IANA zone of the device */
export function detectedTimeZone() {
  return presentName(new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC');
}

/** Choosing a zone: all that the browser knows, each with its offset and the time that it is there, and a field to find one. */
export class TimeZoneChoice {
  #say;
  #words;
  #chosen;
  /** Made when somebody looks: it takes a while for hundreds of zones. @type {{ zone: string, texts: string[], label: string }[]} */
  #zones = [];
  #found = element('p', { role: 'status', class: 'unseen' });

  /**
   * @param {object} options
   * @param {import('./texts.js').Say} options.say
   * @param {import('./dates.js').DateWords} options.words
   * @param {string} options.chosen
   * @param {(timeZone: string) => void} options.onChange
   */
  constructor({ say, words, chosen, onChange }) {
    this.#say = say;
    this.#words = words;
    this.#chosen = chosen;
    this.select = element('select', {
      id: 'time-zone',
      focus: () => this.#list(),
      change: () => {
        this.#chosen = this.select.value;
        onChange(this.#chosen);
      },
    });
    this.search = element('input', {
      id: 'time-zone-search',
      type: 'search',
      autocomplete: 'off',
      input: () => this.#find(),
      keydown: (event) => {
        if (/** @type {KeyboardEvent} */ (event).key !== 'Enter' || this.select.length === 0) return;
        event.preventDefault();
        this.search.value = '';
        this.#chosen = this.select.value;
        this.#show(this.#zones);
        onChange(this.#chosen);
      },
    });
    const names = [...new Set([...Intl.supportedValuesOf('timeZone').map(presentName), 'UTC', chosen])].sort();
    this.select.append(...names.map((zone) => option(zone, zone.replaceAll('_', ' '), zone === chosen)));
    this.element = element(
      'div',
      { class: 'field' },
      element('label', { for: 'time-zone' }, say('timeZone')),
      this.select,
      element('label', { class: 'quiet', for: 'time-zone-search' }, say('findZone')),
      this.search,
      this.#found,
    );
  }

  #list() {
    if (this.#zones.length > 0) return;
    const now = new Date();
    this.#zones = [...this.select.options].map(({ value: zone }) => {
      const offset = offsetOf(zone, now);
      const label = `${zone.replaceAll('_', ' ')} (${offset}, ${this.#words.time(now.toISOString(), zone)})`;
      return { zone, label, texts: [zone, ...spellingsOf(offset), this.#words.zoneName(zone)] };
    });
    this.#show(this.#zones);
  }

  #find() {
    this.#list();
    const sought = this.search.value;
    const found = this.#zones.filter(({ texts }) => isFoundIn(sought, texts));
    this.#show(found);
    const isSought = sought.trim() !== '';
    if (isSought && found[0] && !found.some(({ zone }) => zone === this.#chosen)) this.select.selectedIndex = 0;
    this.#found.textContent = isSought ? this.#say('zonesFound', { count: found.length }) : '';
    this.select.size = isSought ? Math.max(2, Math.min(MOST_SHOWN, found.length)) : 1;
  }

  /** @param {readonly { zone: string, label: string }[]} zones */
  #show(zones) {
    this.select.size = 1;
    this.select.replaceChildren(...zones.map(({ zone, label }) => option(zone, label, zone === this.#chosen)));
  }
}

/**
 * @param {string} zone
 * @param {string} text
 * @param {boolean} selected
 */
function option(zone, text, selected) {
  return element('option', { value: zone, selected }, text);
}
