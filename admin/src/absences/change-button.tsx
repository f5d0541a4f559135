import type { OutOfOffice, OutOfOfficeDetails } from '@lyceum/sdk';
import { fromLocalTime, toLocalTime } from '../bookings/local-time.ts';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { textIn, textOrNull } from '../shell/form-values.ts';
import { useText } from '../texts/use-text.ts';
import { LONGEST_NOTE, REASONS } from './absence-fields.ts';
import { ABSENCES } from './use-absences.ts';

interface Props {
  readonly absence: OutOfOffice;
  /** When it is, in words. */
  readonly about: string;
  readonly onDone: (changed: OutOfOfficeDetails) => void;
}

/** Other days, or other hours where it was given in hours, another reason or another note. */
export function ChangeButton({ absence, about, onDone }: Props) {
  const text = useText();
  const { id, version, start, end, from, to, reason, note } = absence;
  const isInDays = from !== null && to !== null;
  // Untouched, it is the same instant, also in an hour that the clocks show twice.
  const instantIn = (given: FormData, name: 'start' | 'end') => {
    const typed = textIn(given, name);
    return typed === toLocalTime(absence[name]) ? absence[name] : fromLocalTime(typed);
  };
  const dayIn = (given: FormData, name: 'from' | 'to') => {
    const day = textIn(given, name);
    return day === absence[name] ? {} : { [name]: day };
  };
  const shared = { required: true, withAsterisk: false } as const;
  return (
    <DialogButton
      label={text('absences.edit')}
      about={about}
      title={text('absences.edit.title')}
      submit={text('profile.save')}
      action={(given) => {
        // A day that is not sent stays in the zone in which it was given.
        const time = isInDays
          ? { ...dayIn(given, 'from'), ...dayIn(given, 'to') }
          : { start: instantIn(given, 'start'), end: instantIn(given, 'end') };
        const why = REASONS.find((one) => one === textIn(given, 'reason')) ?? reason;
        const change = { ...time, reason: why, note: textOrNull(given, 'note') };
        return lyceum.outOfOffice.update(id, change, { ifMatch: version });
      }}
      changes={ABSENCES}
      onDone={onDone}
    >
      {isInDays ? (
        <>
          <TextInput type="date" name="from" label={text('absences.from')} defaultValue={from} {...shared} />
          <TextInput type="date" name="to" label={text('absences.to')} defaultValue={to} {...shared} />
        </>
      ) : (
        (['start', 'end'] as const).map((name) => (
          <TextInput
            key={name}
            type="datetime-local"
            name={name}
            label={text(`absences.${name}`)}
            defaultValue={toLocalTime(name === 'start' ? start : end)}
            {...shared}
          />
        ))
      )}
      <NativeSelect
        name="reason"
        label={text('absences.reason')}
        defaultValue={reason}
        data={REASONS.map((value) => ({ value, label: text(`absences.reason.${value}`) }))}
      />
      <TextInput name="note" label={text('absences.note')} maxLength={LONGEST_NOTE} defaultValue={note ?? ''} />
    </DialogButton>
  );
}
