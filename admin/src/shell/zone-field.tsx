import { NativeSelect } from './fields/native-select.tsx';

const ZONES = [...new Set(['UTC', ...Intl.supportedValuesOf('timeZone')])].sort();

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

/** A time zone, of those that the browser knows; one that it calls otherwise stays as it is. */
export function ZoneField({ label, value, onChange }: Props) {
  return (
    <NativeSelect
      name="timeZone"
      label={label}
      value={value}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      data={ZONES.includes(value) ? ZONES : [value, ...ZONES]}
    />
  );
}
