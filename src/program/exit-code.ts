/** Exit codes of the commands. Codes from 64 on follow sysexits.h. */
export const exitCodes = {
  success: 0,
  failure: 1,
  wrongUsage: 64,
  unreachable: 69,
  internalFault: 70,
  outputFault: 74,
  keyRefused: 77,
  wrongSettings: 78,
  interrupted: 130,
  terminated: 143,
} as const;

/** Describes each exit code, for the help and the documentation. */
export const exitCodeMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  success: 'success, also if a reader of the output, such as head, closes it early',
  failure:
    'the response has errors, check found denied permissions, a list could not be read to its end, or the server stopped before all requests had ended',
  wrongUsage: 'wrong arguments',
  unreachable: 'check: Wix could not be reached',
  internalFault: 'internal error',
  outputFault: 'standard output, a file or the log could not be written',
  keyRefused: 'check: Wix does not accept the key, or the key has no permissions on the account',
  wrongSettings: 'wrong settings, or the port is in use',
  interrupted: 'query was interrupted by SIGINT (Ctrl-C)',
  terminated: 'query was ended by SIGTERM',
};
