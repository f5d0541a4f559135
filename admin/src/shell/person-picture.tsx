import { useQuery } from '@tanstack/react-query';
import { lyceum } from '../lyceum.ts';
import { useUser } from '../session/use-signed-in-user.ts';
import { useText } from '../texts/use-text.ts';
import { TextLink } from './links.tsx';

export const pictureKey = (userId: string) => ['picture', userId] as const;

interface Props {
  readonly url: string;
  readonly alt: string;
  /** In pixels. */
  readonly side: number;
}

export function PersonPicture({ url, alt, side }: Props) {
  return (
    <img
      // By whichever address of this server the page was opened.
      src={new URL(url).pathname}
      alt={alt}
      width={side}
      height={side}
      style={{ borderRadius: '50%', display: 'block', objectFit: 'cover' }}
    />
  );
}

/** The picture of whoever is signed in leads to their profile; nothing where there is none. */
export function OwnPictureLink() {
  const text = useText();
  const { id } = useUser();
  const { data: url = null } = useQuery({
    queryKey: pictureKey(id),
    queryFn: async ({ signal }) => (await lyceum.users.getProfile(id, { signal })).pictureUrl,
    staleTime: Infinity,
  });
  if (url === null) return null;
  return (
    <TextLink to="/profile">
      <PersonPicture url={url} alt={text('profile.title')} side={30} />
    </TextLink>
  );
}
