import type { OutOfOffice, OutOfOfficeDetails } from '@lyceum/sdk';
import { toLocalTime } from '../bookings/local-time.ts';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { useText } from '../texts/use-text.ts';
import { changeIn } from './absence-change.ts';
import { type AbsenceKind, LONGEST_NOTE, REASONS } from './absence-fields.ts';
import { StandInField } from './stand-in.tsx';
import { ABSENCES } from './use-absences.ts';

interface Props {
  readonly absence: OutOfOffice;
  readonly kind: AbsenceKind;
  /** When it is, in words. */
  readonly about: string;
  readonly onDone: (changed: OutOfOfficeDetails) => void;
}

/** Other days, or other hours where it was given in hours, another reason, note or stand-in. */
export function ChangeButton({ absence, kind, about, onDone }: Props) {
  const text = useText();
  const { id, version, start, end, from, to, reason, note, standInId } = absence;
  const shared = { required: true, withAsterisk: false } as const;
  // What a program has given as another one stays to choose.
  const reasons = REASONS[kind].includes(reason) ? REASONS[kind] : [...REASONS[kind], reason];
  return (
    <DialogButton
      label={text('absences.edit')}
      about={about}
      title={text(kind === 'person' ? 'absences.edit.title' : 'closures.edit.title')}
      submit={text('profile.save')}
      action={(given) => lyceum.outOfOffice.update(id, changeIn(given, absence), { ifMatch: version })}
      changes={ABSENCES}
      onDone={onDone}
    >
      {from !== null && to !== null ? (
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
        data={reasons.map((value) => ({ value, label: text(`absences.reason.${value}`) }))}
      />
      <TextInput name="note" label={text('absences.note')} maxLength={LONGEST_NOTE} defaultValue={note ?? ''} />
      {kind === 'person' && <StandInField standInId={standInId} />}
    </DialogButton>
  );
}
