import { button, element } from './elements.js';

/**
 * The times of a day, as items of a list.
 * @param {readonly import('./api.js').Slot[]} slots
 * @param {Pick<import('./slot-picker.js').SlotPickerOptions, 'say' | 'words' | 'showsSeats' | 'onSlot'> & { timeZone: string }} options
 */
export function slotItems(slots, { say, words, showsSeats, onSlot, timeZone }) {
  const plain = slots.map(({ start }) => words.time(start, timeZone));
  return slots.map((slot, index) => {
    // Where clocks are put back, local times repeat.
    const isTwice = plain.indexOf(plain[index] ?? '') !== plain.lastIndexOf(plain[index] ?? '');
    const time = words.time(slot.start, timeZone, isTwice);
    const until = ` ${say('until', { time: words.time(slot.end, timeZone, isTwice) })}`;
    const seats = showsSeats && slot.seatsLeft !== undefined && say('seatsLeft', { count: slot.seatsLeft });
    const choose = button(time, () => onSlot(slot));
    choose.append(element('span', { class: 'unseen' }, until));
    if (seats) choose.append(' ', element('small', null, seats));
    return element('li', null, choose);
  });
}
