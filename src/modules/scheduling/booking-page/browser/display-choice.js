import { keepDisplay, keptDisplay } from './display.js';
import { element } from './elements.js';

/** Monday, Saturday and Sunday: with them weeks begin somewhere. */
const FIRST_WEEKDAYS = [1, 6, 7];
/** A day of each, from Monday on. */
const SOME_WEEK = ['2031-03-03', '2031-03-04', '2031-03-05', '2031-03-06', '2031-03-07', '2031-03-08', '2031-03-09'];

/**
 * Choosing how times and weeks are shown.
 * @param {import('./texts.js').Say} say
 * @param {import('./dates.js').DateWords} words which it changes
 * @param {() => void} onChange
 */
export function displayChoice(say, words, onChange) {
  const keep = (/** @type {import('./dates.js').Display} */ change) => {
    words.show(change);
    keepDisplay({ ...keptDisplay(), ...change });
    onChange();
  };
  const hours = /** @type {const} */ (['h12', 'h23']).map((hourCycle) =>
    element(
      'label',
      null,
      element('input', {
        type: 'radio',
        name: 'hours',
        value: hourCycle,
        checked: words.hourCycle === hourCycle,
        change: () => keep({ hourCycle }),
      }),
      say(hourCycle),
    ),
  );
  const days = FIRST_WEEKDAYS.map((day) =>
    element(
      'option',
      { value: day, selected: day === words.firstWeekday },
      words.weekday(SOME_WEEK[day - 1] ?? '', 'long'),
    ),
  );
  const first = element(
    'select',
    { id: 'first-weekday', change: () => keep({ firstWeekday: Number(first.value) }) },
    ...days,
  );
  return [
    element('fieldset', { class: 'choices' }, element('legend', null, say('hours')), ...hours),
    element('p', { class: 'field' }, element('label', { for: 'first-weekday' }, say('firstWeekday')), first),
  ];
}
