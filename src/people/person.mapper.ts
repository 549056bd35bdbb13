import type { Person } from './person.js';
import type { PersonRecord } from './person.schema.js';
import { scopesOf } from './role.js';
import type { PersonDto } from './sign-in/dto/person.dto.js';

/** Names each field that leaves, so that nothing else does. */
export const toPersonDto = ({ id, email, name, role }: Person): PersonDto => ({
  id,
  email,
  name,
  role,
  scopes: [...scopesOf(role)],
});

export const toPersonRecord = ({ id, sessions, ...person }: Person): PersonRecord => ({
  _id: id,
  ...person,
  sessions: [...sessions],
});

export const fromPersonRecord = (record: PersonRecord): Person => ({
  id: record._id,
  email: record.email,
  name: record.name,
  role: record.role,
  ...(record.passwordHash !== undefined && { passwordHash: record.passwordHash }),
  ...(record.subject !== undefined && { subject: record.subject }),
  ...(record.disabledAt && { disabledAt: record.disabledAt }),
  createdAt: record.createdAt,
  ...(record.link && { link: record.link }),
  ...(record.leaving && { leaving: record.leaving }),
  sessions: record.sessions,
});
