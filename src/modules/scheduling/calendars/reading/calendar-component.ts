import { CalendarFault } from './calendar-fault.js';
import { contentLines, type Property } from './content-lines.js';

/** A component: BEGIN to END (RFC 5545, section 3.6). */
export interface Component {
  /** In upper case. */
  readonly name: string;
  readonly properties: readonly Property[];
  readonly components: readonly Component[];
}

interface OpenComponent extends Component {
  readonly properties: Property[];
  readonly components: Component[];
}

/**
 * The VCALENDAR components of a file, leniently: text outside of them is ignored, and so is an END without its BEGIN; a
 * component without END ends with its parent. A VCALENDAR without END is a truncated file.
 * @throws CalendarFault not_a_calendar
 */
export function readCalendars(text: string): Component[] {
  const calendars: Component[] = [];
  const open: OpenComponent[] = [];
  for (const property of contentLines(text)) {
    const name = property.value.toUpperCase();
    if (property.name === 'BEGIN') begin(open, name);
    else if (property.name !== 'END') open.at(-1)?.properties.push(property);
    else {
      const index = open.findLastIndex((component) => component.name === name);
      if (index === -1) continue;
      const [ended] = open.splice(index);
      if (index === 0 && ended?.name === 'VCALENDAR') calendars.push(ended);
    }
  }
  if (calendars.length === 0 || open.some(({ name }) => name === 'VCALENDAR'))
    throw new CalendarFault('not_a_calendar');
  return calendars;
}

/** Events are not nested, so BEGIN:VEVENT ends an open one. */
function begin(open: OpenComponent[], name: string): void {
  if (name === 'VEVENT') {
    const unended = open.findIndex((component) => component.name === name);
    if (unended !== -1) open.splice(unended);
  }
  const component: OpenComponent = { name, properties: [], components: [] };
  open.at(-1)?.components.push(component);
  open.push(component);
}

export function componentsOf({ components }: Component, name: string): Component[] {
  return components.filter((component) => component.name === name);
}

export function propertiesOf({ properties }: Component, name: string): Property[] {
  return properties.filter((property) => property.name === name);
}

export function propertyOf({ properties }: Component, name: string): Property | undefined {
  return properties.find((property) => property.name === name);
}

export function textOf(component: Component, name: string): string | undefined {
  return propertyOf(component, name)?.value;
}

export function parameterOf({ parameters }: Property, name: string): string | undefined {
  return parameters.get(name)?.[0];
}
