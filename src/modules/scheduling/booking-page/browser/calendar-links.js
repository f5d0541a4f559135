/**
 * Addresses at which web calendars show a form for a new entry, filled in.
 * @typedef {object} Entry
 * @property {string} title
 * @property {string} start
 * @property {string} end
 * @property {string | null} location
 * @property {string | null} description
 */

/** @param {Entry} entry */
export function googleLink({ title, start, end, location, description }) {
  return address('https://calendar.google.com/calendar/render', {
    action: 'TEMPLATE',
    text: title,
    dates: `${basic(start)}/${basic(end)}`,
    details: description,
    location,
  });
}

/** @param {Entry} entry */
export function outlookLink({ title, start, end, location, description }) {
  return address('https://outlook.live.com/calendar/0/action/compose', {
    rru: 'addevent',
    subject: title,
    startdt: start,
    enddt: end,
    body: description,
    location,
  });
}

/**
 * @param {string} url
 * @param {Readonly<Record<string, string | null>>} parameters those without a value are left out
 */
function address(url, parameters) {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) if (value) given.set(name, value);
  return `${url}?${given}`;
}

/**
 * ISO 8601 without punctuation and fractions.
 * @param {string} instant
 */
function basic(instant) {
  return new Date(instant).toISOString().replace(/[-:]|\.\d+/g, '');
}
