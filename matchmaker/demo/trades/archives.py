"""Archives, digitisation, data entry, office support."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="archives",
    label="Archives, numérisation et secrétariat",
    naf=("82.19Z", "91.01Z", "63.11Z", "82.11Z"),
    kinds={"EA": 6, "ESAT": 4, "EI": 2, "scop": 3, "AI": 1},
    firm_words=("Archives", "Numérisation", "Documents", "Secrétariat", "Mémoire"),
    labels=("NF 342 tiers-archiveur", "NF Z42-026", "ISO 27001", "Agrément du SIAF"),
    presentation=items("""
        - Archivistes et opérateurs de numérisation, nous [sauvons le papier et ouvrons les
          fichiers|rangeons la mémoire publique].
        - Un document bien décrit se retrouve [en dix secondes|sans déranger personne] : c'est notre
          promesse.
        - Trier, [numériser, saisir|indexer, relier, détruire] : des gestes précis confiés à des mains
          attentives.
    """),
    activities=(
        Activity(
            key="scanning",
            cpvs=("79999100", "72313000", "72252000"),
            titles=items("""
                - Numérisation de [registres|plans|dossiers]
                - Dématérialisation et reconnaissance de caractères
                - Photographies, microfilms et bandes sonores
            """),
            what=items("""
                - Nous numérisons registres d'état civil, [plans grand format|dossiers d'urbanisme], du
                  format A5 au format A0, dans nos murs ou chez vous.
                - La reconnaissance de caractères est relue à l'œil : taux d'erreur sous {1-5} pour mille,
                  formats pérennes.
                - Plaques de verre, diapositives et [cassettes|microfilms] sont nettoyés puis copiés [en
                  haute définition|sans lumière nocive].
                - Dossiers du personnel ou de patients sont préparés, dégrafés, [scannés, classés|nommés
                  selon votre plan] et remis en boîte.
            """),
        ),
        Activity(
            key="archives",
            cpvs=("79995100", "92512000", "92512100"),
            titles=items("""
                - Tri, classement et conservation d'archives
                - Stockage et consultation à la demande
                - Reliure et restauration de papiers
            """),
            what=items("""
                - Une archiviste trie sur place, rédige le bordereau d'élimination, [cote|reconditionne]
                  et décrit chaque série.
                - Nous gardons {2-60} km linéaires à température constante, documents rendus [numérisés en
                  deux heures|le lendemain].
                - Registres et plans déchirés sont dépoussiérés, comblés au papier japon, [reliés|mis à
                  plat].
                - Après visa, la destruction est faite [devant témoin|en broyage croisé], papier recyclé,
                  certificat remis.
            """),
        ),
        Activity(
            key="office",
            cpvs=("72312000", "79550000", "79511000", "79560000"),
            titles=items("""
                - Saisie, transcription et secrétariat
                - Standard et gestion du courrier
                - Mise à jour de fichiers et enquêtes téléphoniques
            """),
            what=items("""
                - Nous saisissons questionnaires, [fiches|bulletins] et formulaires en double frappe,
                  {2-40} 000 lignes par semaine.
                - Comptes rendus de conseils et d'entretiens sont transcrits, [relus|résumés] et livrés
                  sous {2-6} jours.
                - Un standard prend vos appels, oriente et [rappelle|relève les messages], du lundi au
                  samedi.
                - Courriers entrants ouverts, enregistrés, [indexés et distribués|rangés dans votre
                  logiciel] avant dix heures.
            """),
        ),
    ),
    how=items("""
        - Transport en caisses plombées, inventaire contradictoire au départ et à l'arrivée.
        - Locaux {a_ville} sous alarme, accès par badge, gaz inerte contre le feu.
        - Échantillon test de deux cents pages avant de commencer.
        - Contrôle visuel de toutes les images, second regard sur une sur dix.
        - Données remises sur serveur chiffré puis effacées, certificat à l'appui.
        - Postes adaptés à chaque opérateur : [écran et silence|pédales et lampes|cadence libre].
        - Plan de classement bâti avec vos agents, mode d'emploi d'une page.
        - Le réemploi des boîtes et le recyclage du papier sont tracés.
    """),
    whom=items("""
        - Communes et services d'urbanisme.
        - Hôpitaux, pour dossiers et imagerie ancienne.
        - Archives départementales et musées.
        - Universités, rectorats et bibliothèques.
        - Services de l'État changeant de locaux.
        - Offices de l'habitat et syndicats.
    """),
    references=items("""
        - {60-900/10} mètres de dossiers numérisés pour {client}, {an}.
        - {200-3200/100} registres d'état civil photographiés pour {collectivite}.
        - Tri et élimination de {80-1400/20} mètres d'archives pour {client}, {an}.
        - Transcription de {40-260/10} séances pour {collectivite} depuis {an}.
        - Standard de {collectivite} tenu depuis {an}.
        - Restauration de {12-140/2} plans du XIXe siècle pour {client}, {an}.
    """),
    questions=items("""
        - Quelle cadence et quel contrôle de qualité proposez-vous ?
        - Les documents quittent-ils la région ?
        - Comment sont protégées les données personnelles ?
        - Travaillez-vous dans nos locaux si nécessaire ?
    """),
    social=items("""
        - Opérations confiées à une entreprise adaptée ou à un établissement de travail protégé.
        - Cadences compatibles avec la santé des opérateurs.
    """),
    environmental=items("""
        - Papier détruit recyclé à cent pour cent.
        - Stockage numérique mesuré, doublons supprimés.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("79999100", "72313000"),
            buyers=("commune", "hospital", "department", "epci", "housing"),
            amount=(20_000, 210_000),
            titles=items("""
                - Numérisation [des permis de construire|des registres|des dossiers de locataires]
                - Dématérialisation des dossiers du service {a_ville}
            """),
            body=(
                items("""
                    - Chaque recherche demande une demi-heure de cave, et l'humidité gagne.
                    - Le déménagement de {prochaine} ne laisse de place que pour un tiers des papiers.
                """),
                items("""
                    - {120-1600/20} mètres linéaires à préparer, scanner, nommer et verser dans notre
                      logiciel, plans compris.
                    - Le titulaire enlève, dégrafe, passe au scanner, contrôle, indexe et restitue ou
                      détruit après accord.
                """),
                items("""
                    - Tout dossier demandé pendant l'opération doit revenir dans la journée.
                    - Un lot d'essai de mille pages sera jugé avant la commande complète.
                """),
            ),
            lots=(
                LotIdea("Dossiers courants", "79999100", "Formats A4 et A3, indexation simple."),
                LotIdea("Plans et registres anciens", "72313000", "Grands formats, documents fragiles."),
            ),
            reservable=("L2113-12",),
        ),
        Story(
            nature="services",
            cpvs=("79995100", "92512000"),
            buyers=("state", "university", "region", "syndicate", "fire_service"),
            amount=(15_000, 130_000),
            titles=items("""
                - Tri, classement et élimination d'archives [avant travaux|des services]
                - Externalisation et consultation du fonds intermédiaire
            """),
            body=(
                items("""
                    - Six sous-sols, {700-4200/100} mètres de boîtes sans étiquette : nul ne sait ce
                      qu'ils contiennent.
                    - La directrice des archives a constaté un dégât des eaux et demandé un plan de
                      sauvegarde.
                """),
                items("""
                    - Récolement, bordereaux, reconditionnement, transfert en magasin climatisé et
                      recherche à la demande.
                    - Une équipe trie avec nos agents, garde l'utile et fait détruire le reste dans les
                      règles.
                """),
                items("""
                    - Les délais de restitution urgente sont de deux heures.
                    - La confidentialité de certains fonds impose une habilitation.
                """),
            ),
            reservable=("L2113-12",),
        ),
        Story(
            nature="services",
            cpvs=("72312000", "79550000"),
            buyers=("department", "agency", "ccas", "region", "state"),
            amount=(8_000, 70_000),
            titles=items("""
                - Saisie de questionnaires et transcription de réunions
                - Secrétariat externalisé et standard en période de pointe
            """),
            body=(
                items("""
                    - {2-18} 000 formulaires papier arrivent chaque printemps en trois semaines.
                    - Les comptes rendus d'assemblée prennent deux mois de retard.
                """),
                items("""
                    - Ouverture, saisie contrôlée, relance des incomplets et remise d'un fichier propre
                      chaque vendredi.
                    - Écoute, transcription fidèle, relecture et mise en forme, avec lexique des noms de
                      lieux.
                """),
                items("""
                    - Les volumes varient du simple au triple.
                    - Le travail peut être fait à distance, sur poste sécurisé.
                """),
            ),
            reservable=("L2113-12",),
        ),
    ),
)
