import type { User } from '@lyceum/sdk';
import { Alert, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { PICTURES } from '../shell/data-address.ts';
import { FileField } from '../shell/fields/file-field.tsx';
import { Form } from '../shell/form.tsx';
import { PersonPicture, pictureKey } from '../shell/person-picture.tsx';
import { ProblemAlert } from '../shell/problem-alert.tsx';
import { Section } from '../shell/section.tsx';
import { SteadyButton } from '../shell/steady-button.tsx';
import { useDone } from '../shell/use-done.tsx';
import { useText } from '../texts/use-text.ts';
import { squarePicture, UnreadablePicture } from './square-picture.ts';
import { useMeChange } from './use-me.ts';

/** A picture is kept as soon as it is chosen. */
export function PictureSection({ me }: { readonly me: User }) {
  const text = useText();
  const queries = useQueryClient();
  const done = useDone();
  const { pictureUrl } = me.profile;
  const change = useMeChange(me, async (file: File | null, present): Promise<User> => {
    const image = file && (await squarePicture(file));
    if (image === null) await lyceum.userPictures.delete(me.id);
    const { version, pictureUrl } =
      image === null ? await lyceum.users.getProfile(me.id) : await lyceum.userPictures.replace(me.id, { image });
    queries.setQueryData(pictureKey(me.id), pictureUrl);
    // Where another window has changed more than the picture, what is typed here is still refused.
    const seen = version === present.version + 1 ? version : present.version;
    return { ...present, version: seen, profile: { ...present.profile, pictureUrl } };
  });
  const keep = (file: File | null) =>
    change.mutate(file, {
      onSuccess: () => {
        done.say(text(file === null ? 'picture.removed' : 'picture.saved'));
      },
    });
  return (
    <Section title={text('picture.title')} hint={text('picture.hint')}>
      {done.message}
      {change.error instanceof UnreadablePicture ? (
        <Alert role="alert" color="red">
          {text('picture.unreadable', { file: change.error.file })}
        </Alert>
      ) : (
        change.isError && <ProblemAlert error={change.error} />
      )}
      <Group align="flex-start" gap="lg">
        {pictureUrl === null ? (
          <Text>{text('picture.none')}</Text>
        ) : (
          <PersonPicture url={pictureUrl} alt={text('picture.title')} side={96} />
        )}
        <Form error={change.error}>
          <FileField
            name="image"
            label={text('picture.file')}
            description={text('picture.file.hint')}
            choose={text('picture.choose')}
            accept={PICTURES}
            file=""
            onChoose={keep}
          />
        </Form>
      </Group>
      {pictureUrl !== null && (
        <Group justify="flex-end">
          <SteadyButton variant="default" isOff={change.isPending} onClick={() => keep(null)}>
            {text('picture.remove')}
          </SteadyButton>
        </Group>
      )}
    </Section>
  );
}
