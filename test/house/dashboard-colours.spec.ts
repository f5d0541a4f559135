import { inkOn as inkOfDashboard } from '../../admin/src/organizations/ink.js';
import { inkOn } from '../../src/kernel/colours.js';

it('the preview of the dashboard has the text that pages and e-mails have on a colour', () => {
  const levels = Array.from({ length: 18 }, (_, step) => (step * 15).toString(16).padStart(2, '0'));
  const colours = levels.flatMap((red) => levels.flatMap((green) => levels.map((blue) => `#${red}${green}${blue}`)));
  expect(colours.filter((colour) => inkOfDashboard(colour) !== inkOn(colour))).toEqual([]);
});
