import { useState } from 'react';
import { Checkbox } from '../shell/fields/checkbox.tsx';
import { TextInput } from '../shell/fields/text-input.tsx';
import { useTyped } from '../shell/use-typed.ts';
import { useText } from '../texts/use-text.ts';
import { USUAL_REMINDERS } from './event-type-values.ts';

interface Props {
  /** Null: as everywhere in the installation. */
  readonly reminderMinutes: readonly number[] | null;
}

/** When people are reminded of what is booked. */
export function RemindersField({ reminderMinutes }: Props) {
  const text = useText();
  const [isUsual, setIsUsual] = useState(reminderMinutes === null);
  const typed = useTyped();
  return (
    <>
      <Checkbox
        name={USUAL_REMINDERS}
        label={text('eventTypes.reminders.usual')}
        checked={isUsual}
        onChange={({ currentTarget: { checked } }) => setIsUsual(checked)}
      />
      {!isUsual && (
        <TextInput
          {...typed('reminderMinutes', reminderMinutes?.join(', '))}
          label={text('eventTypes.reminders')}
          description={text('eventTypes.reminders.hint')}
          inputMode="numeric"
          pattern="\s*(\d+\s*(,\s*\d+\s*){0,4})?"
          title={text('eventTypes.reminders.hint')}
        />
      )}
    </>
  );
}
