"""Transport of persons and bicycles."""

from matchmaker.demo.prose import items
from matchmaker.demo.trade import Activity, LotIdea, Story, Trade

TRADE = Trade(
    key="mobility",
    label="Transport de personnes et vélos",
    naf=("49.39A", "49.39B", "49.32Z", "95.29Z", "77.21Z"),
    kinds={"ACI": 4, "EI": 3, "scic": 3, "scop": 2, "association": 4, "EA": 2},
    firm_words=("Mobilités", "Autocars", "Voyages", "Cycles", "Transports"),
    labels=("Objectif CO2", "NF Service", "QualiRépar", "Accueil Vélo"),
    presentation=items("""
        - Conduire, [réparer, prêter|accompagner, remettre en selle] : nous aidons chacun à se déplacer.
        - Autocars, minibus ou bicyclettes, le bon véhicule est celui qui convient [au trajet|à la
          personne].
        - Dans les villages sans bus, [nos minibus|nos vélos et nos chauffeurs] changent la vie de
          beaucoup.
    """),
    activities=(
        Activity(
            key="coaches",
            cpvs=("60172000", "60130000", "60140000"),
            titles=items("""
                - Transport scolaire et périscolaire
                - Autocars avec chauffeur pour sorties [éducatives|sportives]
                - Lignes régulières et navettes
            """),
            what=items("""
                - Nous conduisons les élèves [à l'école|à la piscine et au stade|en classe de découverte],
                  en autocars de {22-63} places équipés de ceintures.
                - Des navettes relient [gare, hôpital et zones d'emploi|marché et hameaux] à horaires
                  cadencés.
                - Conducteurs et accompagnatrices connaissent les enfants, les arrêts et [les parents|les
                  consignes d'évacuation].
            """),
        ),
        Activity(
            key="adapted",
            cpvs=("60130000", "60120000", "60170000"),
            titles=items("""
                - Transport adapté et à la demande
                - Accompagnement de personnes [âgées|handicapées]
                - Autopartage et minibus solidaires
            """),
            what=items("""
                - Nos minibus à plateforme transportent {2-4} personnes en fauteuil, [porte à porte|avec
                  aide à la montée], dimanche compris.
                - Le transport à la demande, réservé [par téléphone|la veille], dessert marchés,
                  [médecins|gares] et guichets.
                - Des voitures partagées, garées devant la mairie, se louent à l'heure aux habitants et
                  aux agents.
                - Taxis et conducteurs bénévoles mènent aux soins ceux qui [n'ont pas le permis|vivent
                  seuls].
            """),
        ),
        Activity(
            key="bicycles",
            cpvs=("34430000", "50530000", "34432000", "80411000"),
            titles=items("""
                - Vélos, [vélos-cargos|vélos électriques] et leur entretien
                - Atelier de réparation mobile et remise en selle
                - Location longue durée et flottes d'agents
            """),
            what=items("""
                - Nous vendons, louons et entretenons vélos à assistance, [triporteurs|vélos-cargos] et
                  pliants, antivol et assurance compris.
                - L'atelier mobile révise freins, roues et transmissions {a_ville}, [devant le lycée|sur
                  le parking du personnel].
                - Des moniteurs apprennent à rouler aux enfants et [à celles qui n'ont jamais pédalé|aux
                  agents], en lieu clos puis dans la rue.
                - Des bicyclettes abandonnées sont démontées, triées, remontées et [vendues à bas
                  prix|prêtées aux étudiants].
                - Arceaux, abris et [stations de gonflage|consignes] sont fournis et posés avec plan de
                  jalonnement.
            """),
        ),
    ),
    how=items("""
        - Une centrale installée {a_ville} répond au téléphone de six heures à vingt heures.
        - Flotte de {6-64} véhicules, dont {2-20} au gaz vert ou électriques.
        - Conducteurs formés à l'éco-conduite et au handicap.
        - Un véhicule de secours rejoint tout point {de_dep} en quarante minutes.
        - Retards et annulations sont signalés par message aux familles.
        - Les mécaniciens cycles passent un certificat en atelier d'insertion.
        - Chaque vélo a son carnet et une révision tous les six mois.
        - Les tournées sont redessinées chaque été pour éviter les kilomètres à vide.
    """),
    whom=items("""
        - Communes et écoles, pour sorties et piscine.
        - Région et intercommunalités organisatrices de mobilité.
        - Établissements médico-sociaux et dialyses.
        - Employeurs publics ayant un plan de déplacements.
        - Lycées, campus et missions locales.
        - CCAS et maisons France services.
    """),
    references=items("""
        - {8-60} circuits scolaires pour {collectivite} depuis {an}.
        - Transport de {20-180/10} personnes handicapées pour {client}, {an}.
        - Flotte de {30-400/10} vélos électriques pour {client} en {an}.
        - Savoir rouler : {300-3200/100} enfants formés pour {collectivite}.
        - {140-900/10} sorties d'écoles par an pour {collectivite}.
        - Minibus à la demande de {12-48} communes pour {collectivite}, {an}.
    """),
    questions=items("""
        - Quelle part de vos véhicules roule sans énergie fossile ?
        - Pouvez-vous fournir un accompagnateur ?
        - Quel délai de remplacement en cas de panne ?
        - Quel prix par kilomètre ou par [jour|réparation] ?
    """),
    social=items("""
        - Ateliers et conduite ouverts à des salariés en insertion, permis financé.
        - Tarif solidaire pour les habitants modestes.
    """),
    environmental=items("""
        - Véhicules à faibles émissions, taux de remplissage suivi.
        - Pièces réparées et vélos issus du réemploi.
    """),
    stories=(
        Story(
            nature="services",
            cpvs=("60172000", "60140000"),
            buyers=("commune", "epci", "region", "department"),
            amount=(35_000, 480_000),
            titles=items("""
                - Transport d'élèves [vers la piscine et les gymnases|en sorties scolaires] {a_ville}
                - Location d'autocars avec conducteur
            """),
            body=(
                items("""
                    - {18-90} classes se rendent chaque semaine à la piscine, à la médiathèque ou au
                      stade.
                    - Le contrat se termine en juin et deux transporteurs ont cessé leur activité dans le
                      canton.
                """),
                items("""
                    - Il est demandé des cars de 30 à 59 places, ceintures, rehausseurs, conducteur connu
                      des écoles et ponctualité.
                    - Le marché couvre trajets réguliers, sorties à la journée et quelques voyages de
                      [trois|cinq] jours.
                """),
                items("""
                    - Un véhicule accessible doit pouvoir remplacer un car ordinaire sans délai.
                    - L'âge et l'énergie des véhicules seront notés.
                """),
            ),
            lots=(
                LotIdea("Trajets réguliers", "60130000", "Piscine, sport, cantine."),
                LotIdea("Sorties et séjours", "60172000", "À la journée ou avec nuitées."),
            ),
        ),
        Story(
            nature="services",
            cpvs=("60130000", "60120000"),
            buyers=("epci", "department", "ccas", "care_home", "hospital"),
            amount=(40_000, 420_000),
            titles=items("""
                - Transport à la demande et personnes à mobilité réduite
                - Déplacements accompagnés des aînés et des résidents {a_ville}
            """),
            body=(
                items("""
                    - Un habitant sur cinq n'a pas de voiture ; les premiers médecins sont à quinze
                      kilomètres.
                    - {30-150/10} jeunes accueillis en établissement ont besoin d'un trajet quotidien
                      fiable.
                """),
                items("""
                    - Réservation simple, prise en charge au domicile, véhicules aménagés pour fauteuil,
                      conducteur attentionné.
                    - L'opérateur gère appels, circuits, conduite et bilan mensuel ; il propose des
                      tournées partagées.
                """),
                items("""
                    - Le tarif de l'usager restera celui du bus.
                    - Une phase d'essai de six mois, sur huit communes, est envisagée.
                """),
            ),
            reservable=("L2113-12", "L2113-13"),
        ),
        Story(
            nature="supplies",
            cpvs=("34430000", "50530000"),
            buyers=("state", "commune", "epci", "university", "region"),
            amount=(15_000, 160_000),
            titles=items("""
                - Flotte de vélos de service et entretien
                - Achat, location et réparation de bicyclettes pour les agents {de_ville}
            """),
            body=(
                items("""
                    - Quatre déplacements professionnels sur dix font moins de cinq kilomètres, presque
                      tous en voiture.
                    - Le plan de mobilité prévoit {40-260/10} vélos, dont quelques cargos pour les
                      services techniques.
                """),
                items("""
                    - Fourniture de vélos à assistance ou remis à neuf, casques, sacoches, marquage, plus
                      deux révisions annuelles sur place.
                    - Le prestataire forme les agents, répare sous trois jours et reprend les cycles en
                      fin de contrat.
                """),
                items("""
                    - Les batteries doivent pouvoir être reconditionnées.
                    - Une journée d'essai sera ouverte au personnel.
                """),
            ),
            lots=(
                LotIdea("Cycles et accessoires", "34430000", "Vélos à assistance, cargos, pliants."),
                LotIdea("Entretien et formation", "50530000", "Révisions, dépannage, remise en selle."),
            ),
            reservable=("L2113-13",),
        ),
    ),
)
