import { keepDisplay, keptDisplay } from './display.js';
import { element } from './elements.js';

/**
 * Choosing between a month and a week, which is kept for the next visit.
 * @param {import('./texts.js').Say} say
 * @param {import('./address.js').View} chosen
 * @param {(view: import('./address.js').View) => unknown} onChange
 */
export function viewChoice(say, chosen, onChange) {
  const choices = /** @type {const} */ (['month', 'week']).map((view) => {
    const change = () => {
      keepDisplay({ ...keptDisplay(), view });
      return onChange(view);
    };
    const input = element('input', { type: 'radio', name: 'view', value: view, checked: view === chosen, change });
    return element('label', null, input, say(view));
  });
  return element('fieldset', { class: 'choices' }, element('legend', null, say('view')), ...choices);
}
