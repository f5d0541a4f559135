import type { ReplaceProfile, User } from '@lyceum/sdk';
import { lyceum } from '../lyceum.ts';
import { useText } from '../texts/use-text.ts';
import { SaveForm, valueOf } from './save-form.tsx';
import { Section } from '../shell/section.tsx';
import { useMeChange } from './use-me.ts';
import { TextInput } from '../shell/fields/text-input.tsx';
import { Textarea } from '../shell/fields/textarea.tsx';

const LONGEST_BIO = 2000;
const LONGEST_PLACE = 200;

/** What somebody says of themselves. */
export function AboutSection({ me }: { readonly me: User }) {
  const text = useText();
  const { bio, avatar, location } = me.profile;
  const save = useMeChange(me, async (given: ReplaceProfile, present): Promise<User> => {
    const { version, ...profile } = await lyceum.users.replaceProfile(me.id, given, { ifMatch: present.version });
    return { ...present, profile, version };
  });
  const submit = (form: HTMLFormElement) =>
    save.mutate({
      bio: valueOf(form, 'bio').trim() || null,
      // Of another site, which nothing here shows.
      avatar,
      location: valueOf(form, 'location').trim() || null,
    });
  return (
    <Section title={text('profile.about')}>
      <SaveForm
        submit={text('profile.save')}
        isBusy={save.isPending}
        error={save.error}
        done={save.isSuccess ? text('profile.saved') : null}
        onSubmit={submit}
      >
        <Textarea name="bio" label={text('profile.bio')} defaultValue={bio ?? ''} maxLength={LONGEST_BIO} autosize />
        <TextInput
          name="location"
          label={text('profile.place')}
          defaultValue={location ?? ''}
          maxLength={LONGEST_PLACE}
        />
      </SaveForm>
    </Section>
  );
}
