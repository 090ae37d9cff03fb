/** Queries in which one cache entry for two objects would show the wrong one, by name. */
export const documents = {
  RolesOfChildren: `query RolesOfChildren {
    account {
      id
      children(first: 3) { nodes { id roles { id title account { id } } } }
      roles { id title account { id } }
    }
  }`,
  RolesInLanguages: `query RolesInLanguages {
    account { id roles { id title description } }
    german: account { id roles { id title(locale: "de") description(locale: "de") } }
    english: account { id roles { id title description } }
  }`,
  TeamsOfChildren: `query TeamsOfChildren {
    account {
      id
      teamMembers(first: 20) { nodes { id email assignments { id roleId assignmentId } } }
      invites(first: 20) { nodes { id email assignments { id roleId assignmentId } } }
      children(first: 3) { nodes { id teamMembers(first: 20) { nodes { id email account { id } assignments { id roleId } } } } }
    }
  }`,
  Domains: `query Domains {
    account {
      id
      domains(first: 10) {
        nodes { id name dnsZone { id version records { hostName values } } dnsPreview { id version records { hostName values } } certificate { id serialNumber } }
      }
    }
  }`,
  Sites: `query Sites {
    account {
      id
      sites(first: 10) { nodes { id displayName properties { id displayName } contributors { id accountId roles { id title account { id } } } } }
    }
  }`,
} as const;
