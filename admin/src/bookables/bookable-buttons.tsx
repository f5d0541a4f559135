import type { Bookable } from '@lyceum/sdk';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { textIn, textOrNull } from '../shell/form-values.ts';
import { useText } from '../texts/use-text.ts';
import { KINDS } from './bookable-search.ts';
import { NativeSelect } from '../shell/fields/native-select.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Textarea } from '../shell/fields/textarea.tsx';

/** Of everything that is shown of rooms and devices. */
export const BOOKABLES = ['bookables'] as const;

const LONGEST_NAME = 100;
const LONGEST_DESCRIPTION = 2_000;
const MOST_AT_ONCE = 1_000;

interface NewProps {
  readonly organizationId: string;
  /** With what was done. */
  readonly onDone: (text: string) => void;
}

export function NewBookableButton({ organizationId, onDone }: NewProps) {
  const text = useText();
  return (
    <DialogButton
      label={text('bookables.new')}
      variant="filled"
      title={text('bookables.new.title')}
      submit={text('bookables.new.submit')}
      action={(given) =>
        lyceum.bookables.create({
          ...valuesOf(given),
          kind: KINDS.find((kind) => kind === given.get('kind')) ?? 'other',
          organizationId,
        })
      }
      changes={BOOKABLES}
      onDone={({ name }) => onDone(text('bookables.made', { name }))}
    >
      <NativeSelect
        name="kind"
        label={text('bookables.kind')}
        data={KINDS.map((value) => ({ value, label: text(`bookables.kind.${value}`) }))}
        data-autofocus
      />
      <Fields timeZone={new Intl.DateTimeFormat().resolvedOptions().timeZone} />
    </DialogButton>
  );
}

interface Props {
  readonly bookable: Bookable;
  readonly onDone: (text: string) => void;
}

/** What may be done with a room or a device. */
export function BookableButtons({ bookable, onDone }: Props) {
  const text = useText();
  const { id, name, isActive, version } = bookable;
  const options = { ifMatch: version };
  const shared = { about: name, changes: BOOKABLES } as const;
  return (
    <>
      <DialogButton
        {...shared}
        label={text('bookables.edit')}
        title={text('bookables.edit.title', { name })}
        submit={text('eventTypes.save')}
        action={(given) => lyceum.bookables.update(id, valuesOf(given), options)}
        onDone={() => onDone(text('eventTypes.saved'))}
      >
        <Fields bookable={bookable} timeZone={bookable.timeZone ?? ''} />
      </DialogButton>
      {isActive ? (
        <DialogButton
          {...shared}
          label={text('bookables.archive')}
          title={text('bookables.archive.title', { name })}
          submit={text('bookables.archive.submit')}
          action={() => lyceum.bookables.delete(id, options)}
          onDone={() => onDone(text('bookables.archived', { name }))}
          says={text('bookables.archive.text')}
        />
      ) : (
        <DialogButton
          {...shared}
          label={text('bookables.restore')}
          title={text('bookables.restore.title', { name })}
          submit={text('bookables.restore.submit')}
          action={() => lyceum.bookables.update(id, { isActive: true }, options)}
          onDone={() => onDone(text('bookables.restored', { name }))}
          says={text('bookables.restore.text')}
        />
      )}
    </>
  );
}

function Fields({ bookable, timeZone }: { readonly bookable?: Bookable; readonly timeZone: string }) {
  const text = useText();
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <>
      <TextInput
        name="name"
        label={text('organization.name')}
        maxLength={LONGEST_NAME}
        defaultValue={bookable?.name ?? ''}
        required
        withAsterisk={false}
        {...(bookable ? { 'data-autofocus': true } : {})}
      />
      <Textarea
        name="description"
        label={text('booking.description')}
        maxLength={LONGEST_DESCRIPTION}
        defaultValue={bookable?.description ?? ''}
        autosize
      />
      <TextInput
        name="capacity"
        type="number"
        min={1}
        max={MOST_AT_ONCE}
        label={text('bookables.capacity')}
        defaultValue={bookable?.capacity ?? 1}
        required
        withAsterisk={false}
      />
      <NativeSelect
        name="timeZone"
        label={text('bookables.zone')}
        defaultValue={timeZone}
        data={[
          { value: '', label: text('bookables.zone.none') },
          ...(timeZone === '' || zones.includes(timeZone) ? zones : [timeZone, ...zones]),
        ]}
      />
    </>
  );
}

function valuesOf(given: FormData) {
  return {
    name: textIn(given, 'name'),
    description: textOrNull(given, 'description'),
    capacity: Number(textIn(given, 'capacity')),
    timeZone: textOrNull(given, 'timeZone'),
  };
}
