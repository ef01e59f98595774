"""Mail domains that anybody can have an address at: they say nothing of whom one works for."""

from __future__ import annotations

_NAMES = """
aliceadsl.fr aim.com aol.com aol.fr bbox.fr caramail.com club-internet.fr cegetel.net dbmail.com
dartybox.com duck.com ecomail.bio fastmail.com fastmail.fm free.fr freesbee.fr ghostmail.com
gmail.com gmx.com gmx.de gmx.fr gmx.net googlemail.com hotmail.be hotmail.co.uk hotmail.com
hotmail.fr hushmail.com icloud.com infonie.fr infomaniak.com ik.me inbox.com kolabnow.com
laposte.net lemel.fr lilo.org live.be live.com live.fr mac.com mail.com mail.fr mail.ru mailbox.org
mailfence.com mailinator.com mailo.com mailo.fr me.com msn.com murena.io neuf.fr netcourrier.com
newmanity.com noos.fr nordnet.fr numericable.fr online.fr orange.com orange.fr outlook.be
outlook.com outlook.fr ovh.fr pm.me posteo.net proton.me protonmail.ch protonmail.com qq.com
riseup.net rocketmail.com sfr.fr skynet.be tele2.fr tiscali.fr tutamail.com tuta.com tutanota.com
vivaldi.net voila.fr wanadoo.fr web.de yahoo.co.uk yahoo.com yahoo.fr yandex.com yandex.ru
yopmail.com yopmail.fr ymail.com zaclys.net zoho.com zohomail.com zohomail.eu
"""
FREE = frozenset(_NAMES.split())


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].strip().lower()


def is_free(domain: str) -> bool:
    return domain in FREE
