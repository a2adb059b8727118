import { createServer } from 'node:net';
import { freePort } from './engines/child-process.ts';

/** A port that was asked for and is taken; the message names it and the variable that chooses another. */
export class PortInUse extends Error {
  constructor(port: number, variable: string) {
    super(
      `Port ${port} is in use: end what listens there, or choose another with ${variable}, e.g. ${variable}=${port + 1} npm start`,
    );
  }
}

/** The port that this variable names, else `fallback`; 0 takes a free one. Rejects with PortInUse or for what is no port. */
export async function portFrom(variable: string, fallback: number): Promise<number> {
  const given = process.env[variable];
  const port = given ? Number(given) : fallback;
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`${variable}=${given} is no port`);
  if (port === 0) return await freePort();
  if (!(await isFree(port))) throw new PortInUse(port, variable);
  return port;
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
