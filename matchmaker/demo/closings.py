"""Last sentences of offers, for the firms that have much to say: time, beginnings, guarantees."""

from matchmaker.demo.prose import items

CLOSINGS = items("""
    - Nous commençons volontiers par [un essai|une petite commande|une visite] {a_ville} avant d'aller
      plus loin.
    - Premier rendez-vous [sur place|au téléphone|dans nos murs], {a_ville} ou chez vous, sans engagement.
    - Depuis {an}, {6-60} clients publics nous ont confié ce travail, [dont la moitié {dans_dep}|souvent
      reconduit].
    - Il faut compter {2-9} semaines entre [l'accord et le début|le premier appel et le démarrage],
      moins en cas d'urgence.
    - Cette activité représente {15-80/5} % de nos heures et [progresse chaque année|nous y tenons
      beaucoup].
    - Un dossier de {4-20} réalisations récentes, [avec contacts|photos et prix], est envoyé sur demande.
    - Le prix est donné [à l'unité|au forfait|par visite], sans frais de route jusqu'à {10-60/5} km
      {de_ville}.
    - Nous pouvons réserver {3-25} jours par trimestre à [un nouvel acheteur|une commune voisine
      {de_ville}].
    - Notre assurance couvre jusqu'à {2-9} millions d'euros, [attestation jointe|attestation à jour].
    - Les clients {de_dep} nous donnent {41-50} sur 50 à l'enquête [annuelle|de {an}].
    - Visite possible d'une réalisation [proche {de_ville}|achevée en {an}|comparable à la vôtre].
    - Notre équipe {de_ville} parle aussi [anglais|polonais|néerlandais|la langue des signes] si
      nécessaire.
""")

# What buyers add about the purchase itself.
PURCHASE = items("""
    - Une visite des lieux sera proposée {a_ville} [avant toute consultation|aux entreprises intéressées].
    - La consultation est envisagée [un mois|deux mois|un trimestre|six semaines] après la clôture des
      réponses.
    - Le marché précédent, passé en {an}, n'avait reçu que {2-5} offres, [aucune d'une petite
      entreprise|trop
      peu à nos yeux|dont une seule locale].
    - Les réponses seront [résumées et publiées|rendues publiques sans nom|rassemblées dans un tableau
      ouvert à tous].
    - Le cahier des charges n'est pas écrit : vos remarques sur [le découpage|les délais|les critères|les
      clauses]
      seront utiles.
    - Nous avons interrogé {2-6} collectivités [voisines|{de_dep}|de taille comparable] qui l'ont déjà
      fait.
    - Un budget [est inscrit|reste à confirmer|sera proposé au vote] pour {prochaine}.
    - Le service en charge, {a_ville}, répond aux questions [le matin|du lundi au jeudi|par écrit].
    - Depuis {an}, nos achats de ce type sont [allotis|ouverts aux variantes|suivis par une clause
      sociale].
    - Quelques photographies et les plans [seront joints|sont à disposition|peuvent être demandés] ; le
      site se
      trouve {a_ville}.
""")
