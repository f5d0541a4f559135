import type { Booking } from '@lyceum/sdk';
import { useState } from 'react';
import { lyceum } from '../lyceum.ts';
import { DialogButton } from '../shell/dialog-button.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Textarea } from '../shell/fields/textarea.tsx';
import { useText } from '../texts/use-text.ts';
import { useTimes } from '../texts/use-times.ts';
import { changesIn, ofSeries } from './booking-details.ts';
import { LONGEST_DESCRIPTION, LONGEST_LOCATION, LONGEST_TITLE } from './lengths.ts';
import { toLocalTime } from './local-time.ts';
import { ScopeField, scopeIn } from './scope-field.tsx';
import { ONE, type Series } from './use-series.ts';

interface Props {
  readonly booking: Booking;
  /** Where others of its series may be changed with it. */
  readonly series: Series | null;
  readonly onDone: (said: string) => void;
}

/** Another title, place, end or description. */
export function EditButton({ booking, series, onDone }: Props) {
  const text = useText();
  const { zone } = useTimes();
  const { id, version, title, location, description, end } = booking;
  return (
    <DialogButton
      label={text('booking.edit')}
      title={text('booking.edit.title')}
      submit={text('profile.save')}
      action={async (given) => {
        const change = changesIn(given, booking);
        const scope = scopeIn(given);
        if (scope === 'this' || !series) await lyceum.bookings.update(id, change, { ifMatch: version });
        else await series.change(scope, ofSeries(change, booking));
        return scope;
      }}
      changes={['bookings']}
      onDone={(scope) => onDone(text(scope === 'this' ? 'booking.edited' : 'booking.series.edited'))}
    >
      {series && <ChosenScope />}
      <TextInput
        name="title"
        label={text('calendar.new.name')}
        maxLength={LONGEST_TITLE}
        defaultValue={title}
        required
        withAsterisk={false}
        data-autofocus
      />
      <TextInput
        type="datetime-local"
        name="end"
        label={text('calendar.new.end', { zone })}
        defaultValue={toLocalTime(end)}
        required
        withAsterisk={false}
      />
      <TextInput
        name="location"
        label={text('booking.where')}
        maxLength={LONGEST_LOCATION}
        defaultValue={location ?? ''}
      />
      <Textarea
        name="description"
        label={text('booking.description')}
        maxLength={LONGEST_DESCRIPTION}
        defaultValue={description ?? ''}
        autosize
      />
    </DialogButton>
  );
}

/** Begins with this one each time. */
function ChosenScope() {
  const [chosen, setChosen] = useState(ONE);
  return <ScopeField value={chosen} onChange={setChosen} />;
}
